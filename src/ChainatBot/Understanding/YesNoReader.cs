namespace ChainatBot.Understanding;

/// <summary>
/// Reads yes and no in their many forms. A courtesy word alone (“ค่ะ”, “ครับ”) is a yes, as it is in speech; said with another word it is only courtesy.
/// ไม่ turns what follows it (“ไม่อยากไป”), and ไม่ before a refusal (“ไม่ปฏิเสธ”) is left open. “คงไม่” is a no as people mean it; “น่าจะ” and “อาจจะ” are no answer.
/// A longer answer counts when it begins with a plain yes or no and takes nothing back (“ใช่ครับ บ้านผมก็โดน”).
/// </summary>
public static class YesNoReader
{
    private enum Sense { Yes, No, Not, Sure, Polite, Thanks, Filler, Unsure }

    private static readonly Vocabulary<Sense> Words = new Vocabulary<Sense>()
        .Add(Sense.Yes, """
            ไม่มีปัญหา ไม่มีปัญหาเลย ไม่ขัดข้อง ไม่พลาด ไม่ขัด ไม่ว่าอะไร ไม่รังเกียจ
            ใช่ ใช้ ใช ไช้ ช่าย ชั่ย ใช่เลย ใช่แล้ว ใช่สิ ช่ะ แม่น แม่นแล้ว ถูก ถูกต้อง จริงด้วย ตกลง ตกลงตามนั้น ตามนั้น ตามนี้ โอเค โอเช โอ โอเก โอเด โอเคร โอเค่า โอเคร๊ เค เคร ok okay okie okk oke oki kk k
            เอา เอาด้วย อาว เอาว ได้ ได้อยู่ ก็ได้ ด้าย ได่ ได้เสมอ ดั้ย ดัย จัดไป จัดมา จัดเลย ลุย ลุยเลย ยินดี ด้วยความยินดี ยินยอม ยิมยอม ยอม ยอมรับ อนุญาต อนุญาติ ยืนยัน รับ รับทราบ รับได้ เห็นด้วย พอได้ พอไหว
            มี มีอยู่ ไป ไปได้ มาได้ อยาก อยากได้ ต้องการ สนใจ เคย สะดวก พร้อม ชอบ ว่าง เชิญ เชิญเลย ไหว yes yep yeah yess y sure ดี ดีเลย ดีมาก เยี่ยม เย้ ให้ได้
            อือ อื้อ อือฮึ อื้ม อืม อึม เออ เอ้อ เอ่อได้ อ้า ฮื่อ ฮือ ฮึ ฮ่ะ อาฮะ อ่าฮะ งับ ฮะ ฮับ
            """)
        .Add(Sense.No, """
            ไปไม่ได้ มาไม่ได้ ทำไม่ได้ ให้ไม่ได้ รับไม่ได้ เอาไม่ได้ ไปไม่ไหว มาไม่ไหว ทำไม่ไหว ไม่มีทาง ไม่น่า หามิได้ หาไม่ ไม่ให้ ไม่เห็น ไม่คิด ไม่ทำ ยัง ยังก่อน ไม่ก่อน ไว้ก่อน เอาไว้ก่อน ไม่ต้อง ไม่ใช่ไม่ใช่
            เปล่า ป่าว ปล่าว อย่า อย่าเลย พอแล้ว ปฏิเสธ ขอปฏิเสธ ผิด ยกเลิก no nope nah ม่ายช่าย ไม่ช่าย ไม่ใช ไม่ชัย ไม่อาว ม่ายอาว ไม่ด้าย ม่ายด้าย ไม่ดั้ย บ่แม่น
            """)
        .Add(Sense.Not, "ไม่ มิ ม่าย ม้าย ไม้ ไม๊ มะ บ่ not")
        .Add(Sense.Sure, "แน่ แน่ๆ แน่นอน ชัวร์ จริง จริงๆ เด็ดขาด")
        .Add(Sense.Polite, """
            ค่ะ คะ ค้ะ คร่ะ คร้ะ ค่า ค้า คร่า คร้า ค๊า ค๊ะ ขา ครับ คับ ครัย ครัช คัฟ คัช ครับผม คับผม คร้าบ ค้าบ คราบ คร๊าบ ค๊าบ กั๊บ กั้บ ค่ับ ครั่บ ค้ับ ครับบ ครัฟ คราฟ คร้าฟ คัล ครับป๋ม คับป๋ม จ้า จ้ะ จ๊ะ จ๋า จ๊า จะ จร้า จ่ะ จ่า จ้าๆ ขอรับ เจ้าค่ะ เจ้าข้า
            """)
        .Add(Sense.Thanks, "ขอบคุณ ขอบคุณมาก ขอบใจ ขอบพระคุณ")
        .Add(Sense.Filler, """
            นะ น่ะ น้า น๊า เนอะ เน้อ เด้อ เด้อค่ะ ล่ะ ละ เลย แหละ สิ ซิ ดิ ไง อ่ะ อะ อ่า หน่อย ด้วย ว่ะ วะ โว้ย แล้ว ก็ ก้อ คือ คือว่า ผม ฉัน หนู ดิฉัน ป้า ลุง ยาย ตา พี่ เรา เขา อัน นี้ ครับท่าน อยู่แล้ว ตอบ ขอ ว่า หรอก มาก ทุกอย่าง ฮ่า
            เอ่อ อ๋อ อ้อ อ่อ คง คงจะ ดีกว่า เหมือนกัน กว่า อย่างยิ่ง อย่างมาก เต็มที่
            """)
        .Add(Sense.Unsure, """
            ไม่แน่ใจ ไม่แน่ ไม่แน่นอน ไม่ตอบ ไม่ขอตอบ ไม่อยากตอบ ไม่บอก ไม่ขอบอก ไม่รู้ ไม่รุ้ ม่ายรู้ ไม่ทราบ มิทราบ ไม่รู้สิ แล้วแต่ ยังไงก็ได้ อะไรก็ได้ ไงก็ได้ เฉยๆ เฉย อาจจะ อาจ มั้ง ม้าง น่าจะ เดี๋ยวก่อน ขอคิดก่อน ขอดูก่อน ดูก่อน คิดดูก่อน บางที บางครั้ง งง ไม่เข้าใจ ไม่เป็นไร
            ยังไม่แน่ใจ ยังไม่รู้ ยังไม่แน่ ไม่เชิง จะว่าไป จำไม่ได้ ครึ่งๆ ไม่ใช่ไม่ ไม่ใช่ว่าไม่ ไม่ได้ไม่ ใช่หรือไม่ ได้หรือไม่ ใช่มั้ย ได้ไม่ได้ ใช่ไม่ใช่ เอาไม่เอา ไปไม่ไป
            """);

    // What a slip may not lead away from: a short word is one letter from too many others.
    private const int ShortestNearMiss = 4;

    private static readonly (string Folded, bool Yes)[] Answers =
    [
        .. from word in Words.Words
           where word.Value == Sense.Yes
           from answer in new[] { (Folded: ThaiText.Fold(word.Key), Yes: true), (Folded: ThaiText.Fold("ไม่" + word.Key), Yes: false) }
           where answer.Folded.Length >= ShortestNearMiss
           select answer,
    ];

    private static readonly string[] Questions = ["ไหม", "มั้ย", "มัย", "ไม๊", "มั๊ย", "หรือ", "เหรอ", "หรอ", "ยังไง", "อะไร", "ทำไม", "ใคร", "เท่าไ", "กี่", "รึ", "?"];

    // Where an answer that goes on is taken back or turned round.
    private static readonly string[] Turns = ["แต่", "ยกเว้น", "ยัง", "ถ้า", "เปล่า", "อาจ"];

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
        // Laughter is no part of the answer.
        if (key.EndsWith("555", StringComparison.Ordinal))
            key = key.TrimEnd('5');
        // “ใช่หรือไม่” and its like are in the vocabulary as doubts; any other question word leaves something over.
        if (Words.Cut(key) is { } senses)
            return normalised.Contains('?') ? null : Decide(senses);
        foreach (var question in Questions)
            if (normalised.Contains(question, StringComparison.Ordinal))
                return null;
        return Begins(normalised) ?? Near(normalised);
    }

    /// <summary>Whether there is nothing in it but words of yes, no or doubt: “ไปค่ะ” answers something, it says nothing by itself.</summary>
    /// <param name="key">As <see cref="Vocabulary{T}.Key"/> makes it.</param>
    internal static bool IsAll(string key) => Words.Cut(key) is not null;

    private static bool? Decide(IReadOnlyList<Sense> senses)
    {
        var (yes, no, assured, thanks, turned, bare) = (false, false, false, false, false, false);
        foreach (var sense in senses)
        {
            switch (sense)
            {
                case Sense.Unsure or Sense.No when sense == Sense.Unsure || bare:
                    return null;
                case Sense.Not:
                    (no, turned, bare) = (true, true, true);
                    break;
                // ไม่ reaches over the verbs after it: “ไม่ได้อยากไป”.
                case Sense.Yes:
                    yes |= !turned;
                    bare = false;
                    break;
                case Sense.No:
                    no = true;
                    break;
                default:
                    assured |= sense is Sense.Sure or Sense.Polite;
                    thanks |= sense == Sense.Thanks;
                    (turned, bare) = (false, false);
                    break;
            }
        }
        // “ขอบคุณค่ะ” is no yes: it is said to an offer that is taken and to one that is not.
        return yes && no ? null : yes || no ? yes : assured && !thanks ? true : null;
    }

    // “ใช่ครับ บ้านผมก็น้ำท่วม”: the first words, set off by a space or courtesy, decide unless the rest turns round.
    private static bool? Begins(string normalised)
    {
        var space = normalised.IndexOfAny([' ', ',', '.']);
        if (space < 0)
            space = AfterCourtesy(normalised);
        if (space <= 0)
            return null;
        var first = Words.Cut(Vocabulary<Sense>.Key(normalised[..space]));
        if (first is null || first.All(s => s is Sense.Polite or Sense.Thanks or Sense.Filler) || Decide(first) is not { } answer)
            return null;
        var rest = normalised[space..];
        if (!answer)
            return rest.Contains("แต่", StringComparison.Ordinal) || Words.Cut(Vocabulary<Sense>.Key(rest)) is { } others && others.Contains(Sense.Yes) && !others.Contains(Sense.Not) ? null : false;
        foreach (var turn in Turns)
            if (rest.Contains(turn, StringComparison.Ordinal))
                return null;
        return TakesBack(Vocabulary<Sense>.Key(rest)) ? null : true;
    }

    // “ไม่ไหลมาสามวันแล้ว” tells of the matter; “ไม่ใช่ทั้งหมด” and “ไม่รู้” take the yes back.
    private static bool TakesBack(string rest)
    {
        for (var at = rest.IndexOf("ไม่", StringComparison.Ordinal); at >= 0; at = rest.IndexOf("ไม่", at + 3, StringComparison.Ordinal))
            if (Words.Begins(rest.AsSpan(at), s => s is Sense.Unsure or Sense.No) || Words.Begins(rest.AsSpan(at + 3), s => s is Sense.Yes or Sense.Sure))
                return true;
        return false;
    }

    // “เหนด้วยค่ะ”, “อนุยาด”. A refusal with a slip in it comes as near to a yes as a yes does, and is then neither.
    private static bool? Near(string normalised)
    {
        if (normalised.Length > 40)
            return null;
        foreach (var layer in Politeness.Layers(normalised))
        {
            var folded = ThaiText.Fold(layer);
            if (folded.Length < ShortestNearMiss)
                continue;
            var forgiven = folded.Length < 6 ? 0 : 1;
            var (yes, no) = (forgiven + 1, forgiven + 1);
            foreach (var (answer, means) in Answers)
            {
                var distance = EditDistance.Slips(folded, answer, forgiven);
                if (means)
                    yes = Math.Min(yes, distance);
                else
                    no = Math.Min(no, distance);
            }
            if (yes != no)
                return yes < no;
        }
        return null;
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
