// The whole deployment: one resource group with the program, its storage, its secrets and the identity that joins them.
targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Name of the azd environment; part of every resource name.')
param environmentName string

@minLength(1)
@description('Azure region, such as southeastasia.')
param location string

@secure()
@description('Line__ChannelSecret: the Messaging API channel\'s secret.')
param lineChannelSecret string

@secure()
@description('Line__ChannelAccessToken: the Messaging API channel\'s access token.')
param lineChannelAccessToken string

@secure()
@description('Privacy__Key: 32 random bytes in Base64. Losing it makes stored pseudonyms and encrypted values useless; keep a copy offline.')
param privacyKey string

@description('LINE user ids that own the deployment.')
param teamOwners array = []

@description('Image of the program; azd fills it in after the first deployment.')
param webImage string = ''

var tags = { 'azd-env-name': environmentName }
var token = toLower(uniqueString(subscription().id, environmentName, location))

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module resources 'resources.bicep' = {
  name: 'resources'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    lineChannelSecret: lineChannelSecret
    lineChannelAccessToken: lineChannelAccessToken
    privacyKey: privacyKey
    teamOwners: teamOwners
    webImage: webImage
  }
}

output AZURE_CONTAINER_REGISTRY_ENDPOINT string = resources.outputs.registryEndpoint
output AZURE_LOCATION string = location
output WEB_URL string = resources.outputs.webUrl
output WEBHOOK_URL string = '${resources.outputs.webUrl}/webhook'
