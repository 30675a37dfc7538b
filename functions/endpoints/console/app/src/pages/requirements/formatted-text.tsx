import { blocksOf, type Span } from "./text-blocks.ts";

/** A text of the document as it is read: inside a button, so of inline elements only. */
export function FormattedText({ text }: { readonly text: string }) {
  const lines = blocksOf(text).flatMap((block) => {
    if (block.type === "paragraph") return block.lines.map((spans) => ({ spans, isListed: false }));
    return block.items.map((spans) => ({ spans, isListed: true }));
  });
  return lines.map(({ spans, isListed }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity, and none of them has a state.
    <span key={index} className="text-line" data-listed={isListed || undefined}>
      {spans.map((span, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above.
        <Marked key={at} span={span} />
      ))}
    </span>
  ));
}

function Marked({ span: { text, mark } }: { readonly span: Span }) {
  if (mark === "strong") return <strong>{text}</strong>;
  if (mark === "em") return <em>{text}</em>;
  return mark === "code" ? <code>{text}</code> : text;
}
