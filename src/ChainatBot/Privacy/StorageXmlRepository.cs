using System.Xml.Linq;
using ChainatBot.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace ChainatBot.Privacy;

/// <summary>The key ring of Data Protection in the table store, so that every replica reads the cookies of every other.</summary>
/// <remarks>The secrets in it are encrypted by <see cref="FieldXmlEncryptor"/> before they get here.</remarks>
internal sealed class StorageXmlRepository(ITableStore store) : IXmlRepository
{
    private const string Table = "KeyRing";
    private const string Partition = "keys";

    // Data Protection knows no async; it asks rarely, at the start and once a day, and never on a thread that the store needs.
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        ArgumentException.ThrowIfNullOrEmpty(friendlyName);
        var row = new TableRow(Partition, friendlyName) { { "Xml", element.ToString(SaveOptions.DisableFormatting) } };
        store.UpsertAsync(Table, row).GetAwaiter().GetResult();
    }

    private async Task<IReadOnlyCollection<XElement>> ReadAsync() =>
        await store.RowsAsync(Table, Partition).Select(row => XElement.Parse(row.GetString("Xml")!)).ToListAsync().ConfigureAwait(false);
}
