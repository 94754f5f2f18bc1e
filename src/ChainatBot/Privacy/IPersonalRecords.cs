namespace ChainatBot.Privacy;

/// <summary>
/// A store that knows a person. Whoever registers one joins “delete all”: every store of the list is asked, also again after a crash.
/// </summary>
public interface IPersonalRecords
{
    /// <summary>
    /// Removes everything that was said by the person or leads to them. Doing it again, also after it stopped halfway, removes what
    /// is left; where nothing is left it changes nothing.
    /// </summary>
    Task RemovePersonAsync(ParticipantId participant, CancellationToken cancellationToken);
}
