using Microsoft.Playwright;

namespace ChainatBot.BrowserTests.Support;

/// <summary>What anyone would call broken in a page: it slides sideways, or letters are cut off. Thai marks stand high and hang low, so their lines need room.</summary>
public static class Layout
{
    /// <summary>Fails with one line for each fault that is to be seen now.</summary>
    public static async Task IsSoundAsync(IPage page) => Assert.Empty(await FaultsAsync(page));

    public static Task<string[]> FaultsAsync(IPage page) => page.EvaluateAsync<string[]>(Faults);

    /// <summary>
    /// A line of text is as high as its font (ascent and descent), whatever the line height. It has to lie inside every box
    /// that hides what sticks out, unless that box scrolls in the direction of the overhang or ends with an ellipsis by design
    /// (names only), and inside its balloon or button.
    /// </summary>
    private const string Faults = """
        () => {
          const faults = [];
          const root = document.scrollingElement;
          if (root.scrollWidth > root.clientWidth) faults.push(`the page is ${root.scrollWidth} wide in a window of ${root.clientWidth}`);
          const shortened = '.owner-name, .chat-title, .bar-name, .speaker, .quoted, .composer-quote, .tab, .drawer, option';
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const range = document.createRange();
          for (let text = walker.nextNode(); text; text = walker.nextNode()) {
            const words = text.data.trim();
            const parent = text.parentElement;
            if (words === '' || parent.closest('script, style, noscript, title, dialog:not([open])') || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
            range.selectNodeContents(text);
            const lines = [...range.getClientRects()].filter(line => line.width > 0);
            if (lines.length === 0) continue;
            let scrolls = { x: false, y: false };
            for (let box = parent; box && box !== document.body; box = box.parentElement) {
              const style = getComputedStyle(box);
              const frame = box.getBoundingClientRect();
              const holds = box.matches('.balloon, button, .flex-bubble, .template');
              const hides = axis => ['hidden', 'clip'].includes(axis === 'x' ? style.overflowX : style.overflowY);
              if (!box.matches(shortened)) {
                for (const line of lines) {
                  if (!scrolls.x && (holds || hides('x')) && (line.left < frame.left - 1 || line.right > frame.right + 1)) { faults.push(`cut at the side by ${box.className || box.tagName}: ${words.slice(0, 40)}`); break; }
                  if (!scrolls.y && (holds || hides('y')) && (line.top < frame.top - 1 || line.bottom > frame.bottom + 1)) { faults.push(`cut above or below by ${box.className || box.tagName}: ${words.slice(0, 40)}`); break; }
                }
              }
              scrolls = { x: scrolls.x || ['auto', 'scroll'].includes(style.overflowX) || box.matches(shortened), y: scrolls.y || ['auto', 'scroll'].includes(style.overflowY) };
            }
          }
          return [...new Set(faults)];
        }
        """;
}
