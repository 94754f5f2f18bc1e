namespace ChainatBot.Understanding;

/// <summary>What a number word does in a number; เอ็ด only ends one and ยี่ only stands before สิบ.</summary>
internal enum NumberWordKind { Unit, EndUnit, TwentyUnit, Multiplier, Dozen, Half }

internal readonly record struct NumberWord(string Text, NumberWordKind Kind, int Value);

/// <summary>Adds up a number as it is read. A unit left over after พัน and above counts the next lower place: “สองพันห้า” is 2500; after ร้อย it is itself: 205.</summary>
internal struct NumberSum
{
    private decimal _millions;
    private decimal _section;
    private decimal? _open;
    private int _openDigits;
    private bool _openIsEnd;
    private bool _any;
    private bool _bare;
    private bool _half;
    private bool _broken;
    private int _last;

    public bool Done { get; private set; }

    /// <summary>Whether a count was said that a place may follow.</summary>
    public readonly bool Counts => _open is not null && !_openIsEnd;

    public readonly bool TakesLiteral(bool apart) => !_any || _open is null && !_half && !apart;

    public void Literal(decimal? value, int digits)
    {
        _any = true;
        _openDigits = digits;
        if (value is null)
            _broken = Done = true;
        _open = value;
    }

    public bool Takes(NumberWord word)
    {
        var taken = word.Kind switch
        {
            NumberWordKind.Unit => Unit(word.Value),
            NumberWordKind.TwentyUnit => _open is null && Unit(word.Value),
            NumberWordKind.EndUnit => End(),
            NumberWordKind.Multiplier => Multiplier(word.Value),
            NumberWordKind.Dozen => Dozen(word.Value),
            _ => Half(),
        };
        _any |= taken;
        return taken;
    }

    public bool Thousands()
    {
        if (_open is not { } open || _last != 0 || _openDigits == 0)
            return false;
        (_section, _open, Done) = (open * 1000, null, true);
        return true;
    }

    public int Decimals(string text, int at)
    {
        var fraction = 0m;
        for (var place = 0.1m; NumberScanner.UnitAt(text, at) is { } unit; place /= 10, at += unit.Length)
            fraction += place > 0.0000000001m ? unit.Value * place : 0;
        _open = (_open ?? 0) + fraction;
        _openDigits = 2;
        _broken |= fraction == 0 && _open is null;
        return at;
    }

    public readonly decimal? Total()
    {
        if (_broken || _half && _section == 0 && _millions == 0 && _open is null && !Done)
            return null;
        var total = _millions + _section;
        if (_open is not { } open)
            return total;
        var last = _last != 0 ? _last : _millions > 0 ? NumberScanner.Million : 0;
        if (last == 0)
            return open;
        if (_openIsEnd)
            return total + open;
        if (_bare && open == 1 && last > 10)
            return total;
        if (_openDigits >= 2)
            return open < last ? total + open : null;
        if (last <= 100)
            return open is > 0 and < 10 ? total + open : null;
        return open is > 0 and < 10 ? total + open * last / 10 : null;
    }

    private bool Unit(int value)
    {
        if (_openIsEnd)
            return false;
        // “ครึ่งหนึ่ง” is half of the whole, whatever that is.
        _broken |= _half;
        // Two units side by side are a range (“ห้าหกคน”) or digits read out; the whole is then no single amount.
        if (_open is not null)
            _broken = true;
        (_open, _openDigits) = (value, 0);
        return true;
    }

    private bool End()
    {
        if (_last == 0 || _open is not null)
            return false;
        (_open, _openDigits, _openIsEnd) = (1, 0, true);
        return true;
    }

    private bool Half()
    {
        if (!_any)
        {
            _half = true;
            return true;
        }
        if (_half)
            return false;
        if (_open is { } open && _last == 0)
            _open = open + 0.5m;
        else if (_open is null && _last > 10)
            _section += _last / 2m;
        else if (_open is null && _last == 0 && _millions > 0)
            _millions += NumberScanner.Million / 2m;
        else
            return false;
        Done = true;
        return true;
    }

    private bool Dozen(int size)
    {
        if (_last > 10)
            return false;
        var count = _half ? 0.5m : _any ? Total() ?? 0 : 1;
        (_bare, _half) = (!_any, false);
        (_section, _open, _openIsEnd, _last) = (count * size, null, false, size);
        return true;
    }

    private bool Multiplier(int size)
    {
        if (_half)
        {
            if (size < 100 || _section != 0)
                return false;
            (_section, Done) = (size / 2m, true);
            return true;
        }
        var beforeMillion = size == NumberScanner.Million;
        if (beforeMillion)
        {
            if (_millions != 0)
                return false;
            var count = Total() ?? 0;
            _bare = !_any;
            (_millions, _section, _open, _openIsEnd, _last) = ((_any ? count : 1) * NumberScanner.Million, 0, null, false, 0);
            return true;
        }
        if (_last == 10 && size >= 1000)
        {
            // “สิบห้าหมื่น”, as people do say.
            (_section, _open, _openIsEnd, _last) = ((_section + (_open ?? 0)) * size, null, false, size);
            return true;
        }
        // สิบ alone is ten also within a number (“หกร้อยสิบ”); the others need a count before them.
        if (_open is null && _last != 0 && !(size == 10 && _last > 10))
            return false;
        if (_openIsEnd)
            return false;
        if (_last != 0 && size >= _last)
        {
            _broken = true;
            return false;
        }
        _bare = !_any;
        (_section, _open, _last) = (_section + (_open ?? 1) * size, null, size);
        return true;
    }
}
