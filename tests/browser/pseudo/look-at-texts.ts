import type { Page } from "playwright-core";

export interface Look {
  /** Every text that is shown or read out. */
  readonly texts: readonly string[];
  /** Texts that are not seen whole, with what cuts them. */
  readonly cut: readonly string[];
}

/** What the page shows, once it stands still. */
export async function lookAtTexts(page: Page): Promise<Look> {
  return page.evaluate(inThePage);
}

/** Runs in the page. Code and fields show what people and machines wrote; rows of the inbox have one line for each thing. */
function inThePage(): Look {
  const texts: string[] = [];
  const cut: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    const text = node.textContent?.trim() ?? "";
    if (parent === null || text === "" || parent.closest("code, pre, kbd, textarea, script, style, .languages"))
      continue;
    if (!parent.checkVisibility({ visibilityProperty: true }) && parent.tagName !== "OPTION") continue;
    texts.push(text);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const place of range.getClientRects()) {
      const by = cutBy(parent, place);
      if (by !== undefined) cut.push(`${text.slice(0, 60)} | by ${by}`);
      if (by !== undefined) break;
    }
  }
  for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [alt], [aria-valuetext]"))
    for (const name of ["aria-label", "placeholder", "title", "alt", "aria-valuetext"])
      if (element.getAttribute(name)?.trim()) texts.push(element.getAttribute(name)?.trim() ?? "");
  return { texts, cut };

  /** What hides a part of the text, or ends before it does. What can be scrolled hides nothing. */
  function cutBy(from: Element, place: DOMRect): string | undefined {
    for (let box: Element | null = from; box !== null; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.clipPath !== "none" || box.matches(".queue-row-name, .queue-row-about, .queue-row-last"))
        return undefined;
      if (/auto|scroll/.test(style.overflowX)) return undefined;
      const edge = box.getBoundingClientRect();
      const isOver = place.left < edge.left - 1 || place.right > edge.right + 1;
      const hides = style.overflowX !== "visible" || box.matches("button, .button, .status, td, .card, svg.chart");
      if (isOver && hides) return `${box.tagName.toLowerCase()}.${box.getAttribute("class") ?? ""}`;
      const isHigher = place.top < edge.top - 2 || place.bottom > edge.bottom + 2;
      if (isHigher && /hidden|clip/.test(style.overflowY))
        return `${box.tagName.toLowerCase()}.${box.getAttribute("class")}`;
    }
    const isOutside = place.left < -1 || place.right > document.documentElement.clientWidth + 1;
    return isOutside ? "the window" : undefined;
  }
}
