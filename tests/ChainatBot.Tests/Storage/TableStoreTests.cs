using ChainatBot.Storage;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Storage;

public sealed class SqliteTableStoreContractTests : TableStoreContract, IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly SqliteTableStore store;

    public SqliteTableStoreContractTests() => store = new SqliteTableStore(directory.File("chainatbot.db"));

    protected override ITableStore Store => store;

    public void Dispose()
    {
        store.Dispose();
        directory.Dispose();
    }
}

[Collection(AzuriteCollection.Name)]
public sealed class AzureTableStoreContractTests(AzuriteFixture azurite) : TableStoreContract
{
    protected override ITableStore Store { get; } = new AzureTableStore(azurite.Tables);
}
