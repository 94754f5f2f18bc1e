namespace ChainatBot.Understanding;

/// <summary>
/// Reads yes and no in their many forms. A courtesy word alone (“ค่ะ”, “ครับ”) is a yes, as it is in speech; said with another word it is only courtesy.
/// A longer answer counts when it begins with a plain yes or no and takes nothing back (“ใช่ครับ บ้านผมก็โดน”).
/// </summary>
public static class YesNoReader
{
    private enum Sense { Yes, No, Polite, Filler, Unsure }

    private static readonly Vocabulary<Sense> Words = new Vocabulary<Sense>()
        .Add(Sense.No, """
            ไม่ ไม่ใช่ ไม่เอา ไม่ได้ ไม่ตกลง ไม่โอเค ไม่โอ ไม่ยินยอม ไม่ยอม ไม่ยินดี ไม่อนุญาต ไม่ถูก ไม่ถูกต้อง ไม่จริง ไม่มี ไม่ไป ไม่อยาก ไม่อยากไป ไม่ต้องการ ไม่สนใจ ไม่เห็นด้วย ไม่เคย ไม่สะดวก ไม่ต้อง ไม่ชอบ ไม่รับ ไม่ว่าง ไม่ไหว
            ไม่ให้ ไม่พร้อม ไม่เห็น ไม่คิด ไม่ทำ ไม่ยืนยัน ไม่แน่นอน ไม่เลย ไม่เอาหรอก ไม่ใช่หรอก ไม่หรอก ไปไม่ได้ ทำไม่ได้ มิใช่ หามิได้ หาไม่ ยัง ยังไม่ ยังไม่ได้ ยังไม่เอา ยังไม่เคย ยังไม่มี ยังไม่ไป ยังไม่พร้อม ยังไม่ใช่ ยังก่อน ไม่ก่อน ไว้ก่อน เอาไว้ก่อน
            เปล่า ป่าว ปล่าว เปล่าเลย ป่าวเลย ม่าย ม้าย ไม้เอา ไม่อาว ม่ายอาว ม่ายเอา ม่ายช่าย ไม่ช่าย ไม่ไช่ ไม่ใช้ ไม่ใช ไม่ชัย ไม่ด้าย ม่ายด้าย ไม่ดั้ย บ่ บ่เอา บ่แม่น บ่ได้ อย่า อย่าเลย พอแล้ว ปฏิเสธ ขอปฏิเสธ ยกเลิก no nope nah ไม๊เอา ไม่อะ ไม่อ่ะ ไม่น่า
            """)
        .Add(Sense.Yes, """
            ใช่ ใช้ ใช ไช่ ไช้ ช่าย ช่ายย ชั่ย ใช่เลย ใช่แล้ว ช่ายแล้ว ใช่สิ ใช่ซิ ช่ะ ช่ายเลย แม่น แม่นแล้ว ถูก ถูกต้อง ถูกแล้ว ถูกต้องแล้ว จริง จริงด้วย แน่นอน ชัวร์ ตกลง ตกลงเลย ตกลงตามนั้น ตามนั้น ตามนี้ โอเค โอเคเลย โอเคนะ โอเช โอ โอเค้ โอเก โอเด โอเคร โอเครับ โอคะ โอค่ะ โอเค่ะ โอเค่า โอเคร๊ โอเคร้ เค เคร เคๆ เค้ ok okay okie okk oke oki kk k
            เอา เอาสิ เอาซิ เอาเลย เอาด้วย ขอเอา เอาค่ะ อาว เอาว ได้ ได้เลย ได้สิ ได้ซิ ได้อยู่ ก็ได้ ด้าย ได่ ได้ดิ ได้เสมอ ดั้ย ดัย จัดไป จัดมา จัดเลย ลุย ลุยเลย ยินดี ยินดีเลย ยินดีมาก ยินยอม ยินยอม ยินยอมครับ ยินยอม ยิมยอม ยินย่อม ยอม ยอมรับ อนุญาต อนุญาติ ยืนยัน รับ รับทราบ รับได้ เห็นด้วย เห็นด้วยเลย
            มี มีสิ มีแน่นอน มีอยู่ ไป ไปสิ ไปได้ ไปแน่นอน ไปแน่ อยาก อยากไป อยากได้ ต้องการ สนใจ เคย สะดวก พร้อม ชอบ ว่าง เชิญ เชิญเลย ไม่มีปัญหา ไม่ขัดข้อง ไม่มีปัญหาเลย yes yep yeah yess y sure ดี ดีเลย ดีมาก เยี่ยม เย้ ให้ได้
            อือ อื้อ อือฮึ อื้ม อืม อึม อืมม อืมๆ เออ เอ้อ เอ่อได้ เออได้ เออเอา อ้า ฮื่อ ฮือ ฮึ ฮ่ะ อาฮะ อ่าฮะ งับ ฮะ ฮับ
            """)
        .Add(Sense.Polite, """
            ค่ะ คะ ค้ะ คร่ะ คร้ะ ค่า ค้า คร่า คร้า ค๊า ค๊ะ ขา ครับ คับ ครัย ครัช คัฟ คัช ครับผม คับผม คร้าบ ค้าบ คราบ คร๊าบ ค๊าบ กั๊บ กั้บ ค่ับ ครั่บ ค้ับ ครับบ ครัฟ คราฟ คร้าฟ คัล ครับป๋ม คับป๋ม จ้า จ้ะ จ๊ะ จ๋า จ๊า จะ จร้า จ่ะ จ่า จ้าๆ ขอรับ เจ้าค่ะ เจ้าข้า
            """)
        .Add(Sense.Filler, """
            นะ น่ะ น้า น๊า เนอะ เน้อ เด้อ เด้อค่ะ ล่ะ ละ เลย แหละ สิ ซิ ดิ ไง อ่ะ อะ อ่า หน่อย ด้วย ว่ะ วะ โว้ย แล้ว ก็ คือ คือว่า ผม ฉัน หนู ดิฉัน ป้า ลุง ยาย ตา พี่ เรา เขา อัน นี้ ครับท่าน อยู่แล้ว จริงๆ ขอบคุณ ขอบคุณมาก ขอบใจ ขอบพระคุณ ตอบ ขอ ว่า หรอก มาก แน่ แน่ๆ ทุกอย่าง ฮ่า
            """)
        .Add(Sense.Unsure, """
            ไม่แน่ใจ ไม่แน่ ไม่ตอบ ไม่ขอตอบ ไม่อยากตอบ ไม่บอก ไม่ขอบอก ไม่รู้ ไม่รุ้ ไม่ทราบ ไม่รู้สิ ไม่รู้เหมือนกัน ไม่รู้ซิ แล้วแต่ ยังไงก็ได้ อะไรก็ได้ ไงก็ได้ เฉยๆ เฉย อาจจะ อาจ มั้ง ม้าง คงจะ คง น่าจะ น่าจะใช่ น่าจะได้ เดี๋ยวก่อน ขอคิดก่อน ขอดูก่อน ดูก่อน คิดดูก่อน บางที บางครั้ง งง ไม่เข้าใจ ไม่เป็นไร ยังไม่แน่ใจ ยังไม่รู้ ยังไม่แน่ ก็ไม่รู้ ไม่เชิง จะว่าไป จำไม่ได้ ครึ่งๆ
            ใช่หรือไม่ ได้หรือไม่ ใช่มั้ย ได้ไม่ได้ ใช่ไม่ใช่ เอาไม่เอา
            """);

    private static readonly string[] Questions = ["ไหม", "มั้ย", "มัย", "ไม๊", "มั๊ย", "หรือ", "เหรอ", "หรอ", "ยังไง", "อะไร", "ทำไม", "ใคร", "เท่าไ", "กี่", "รึ", "?"];

    // Where an answer that goes on is taken back or turned round.
    private static readonly string[] Turns = ["แต่", "ยกเว้น", "ไม่", "ยัง", "ถ้า", "เปล่า", "อาจ"];

    private static readonly string[] YesMarks = ["👍", "👌", "✅", "🙆", "☑", "✔", "🆗"];
    private static readonly string[] NoMarks = ["👎", "❌", "🙅", "✖", "❎"];

    /// <returns>Null when neither is meant for certain: a question, a doubt, both at once, or something else altogether.</returns>
    public static bool? Read(string text)
    {
        var normalised = ThaiText.Normalise(text);
        if (normalised.Length > 300)
            return null;
        var key = Vocabulary<Sense>.Key(normalised);
        if (key.Length == 0)
            return Marks(normalised);
        if (Words.Cut(key) is not { } senses)
            return Begins(normalised);
        // “ใช่หรือไม่” and its like are in the vocabulary as doubts; any other question word leaves something over.
        return normalised.Contains('?') ? null : Decide(senses);
    }

    /// <summary>Whether there is nothing in it but words of yes, no or doubt: “ไปค่ะ” answers something, it says nothing by itself.</summary>
    /// <param name="key">As <see cref="Vocabulary{T}.Key"/> makes it.</param>
    internal static bool IsAll(string key) => Words.Cut(key) is not null;

    private static bool? Decide(IReadOnlyList<Sense> senses)
    {
        if (senses.Contains(Sense.Unsure))
            return null;
        var yes = senses.Contains(Sense.Yes);
        var no = senses.Contains(Sense.No);
        return (yes, no) switch
        {
            (true, true) => null,
            (false, true) => senses.Count(s => s == Sense.No) == 1 || senses.All(s => s is Sense.No or Sense.Polite or Sense.Filler) ? false : null,
            (true, false) => true,
            _ => senses.Contains(Sense.Polite) ? true : null,
        };
    }

    // “ใช่ครับ บ้านผมก็น้ำท่วม”: the first words, set off by a space or courtesy, decide unless the rest turns round.
    private static bool? Begins(string normalised)
    {
        foreach (var question in Questions)
            if (normalised.Contains(question, StringComparison.Ordinal))
                return null;
        var space = normalised.IndexOfAny([' ', ',', '.']);
        if (space < 0)
            space = AfterCourtesy(normalised);
        if (space <= 0)
            return null;
        var first = Words.Cut(Vocabulary<Sense>.Key(normalised[..space]));
        if (first is null || first.All(s => s is Sense.Polite or Sense.Filler) || Decide(first) is not { } answer)
            return null;
        var rest = normalised[space..];
        if (answer)
        {
            foreach (var turn in Turns)
                if (rest.Contains(turn, StringComparison.Ordinal))
                    return null;
            return true;
        }
        return rest.Contains("แต่", StringComparison.Ordinal) || Words.Cut(Vocabulary<Sense>.Key(rest)) is { } others && others.Contains(Sense.Yes) ? null : false;
    }

    private static int AfterCourtesy(string normalised)
    {
        foreach (var courtesy in (ReadOnlySpan<string>)["ครับ", "ค่ะ", "คะ", "คับ", "จ้า", "จ้ะ"])
        {
            var at = normalised.IndexOf(courtesy, StringComparison.Ordinal);
            if (at > 0 && at <= 20)
                return at + courtesy.Length;
        }
        return -1;
    }

    private static bool? Marks(string normalised)
    {
        var yes = YesMarks.Any(m => normalised.Contains(m, StringComparison.Ordinal));
        var no = NoMarks.Any(m => normalised.Contains(m, StringComparison.Ordinal));
        return yes == no ? null : yes;
    }
}
