using ChainatBot.Storage;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Storage;

[Collection(AzuriteCollection.Name)]
public sealed class AzureBlobStoreTests(AzuriteFixture azurite) : BlobStoreContract
{
    protected override IBlobStore Store { get; } = new AzureBlobStore(azurite.Blobs);
}
