namespace ChainatBot.Understanding;

/// <summary>What a free message is for.</summary>
public enum MessageSense { Opinion, Greeting, Thanks, Acknowledgement, Help, Abuse, Noise }

/// <summary>Tells opinions from greetings, thanks and noise.</summary>
public static class OpinionReader
{
    public static MessageSense Classify(string text) => ThaiText.Compact(ThaiText.Normalise(text)) switch
    {
        "" => MessageSense.Noise,
        "สวัสดี" or "สวัสดีครับ" or "สวัสดีค่ะ" => MessageSense.Greeting,
        "ขอบคุณ" or "ขอบคุณครับ" or "ขอบคุณค่ะ" => MessageSense.Thanks,
        "ครับ" or "ค่ะ" or "โอเค" => MessageSense.Acknowledgement,
        "ช่วยเหลือ" or "เมนู" => MessageSense.Help,
        _ => MessageSense.Opinion,
    };
}
