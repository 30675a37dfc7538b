/** The passages that show something, as they stand in the stored texts. */
export function Quotes({
  quotes,
}: {
  readonly quotes: readonly { readonly page_id: string; readonly text: string }[];
}) {
  return (
    <ul>
      {quotes.map(({ page_id, text }) => (
        <li key={`${page_id} ${text}`}>
          <q>{text}</q>
        </li>
      ))}
    </ul>
  );
}

/** A link to where something was read. Only web addresses become links. */
export function SourceLink({ url, children }: { readonly url: string | null; readonly children: string }) {
  if (url === null || !/^https?:\/\//i.test(url)) return <span>{children}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}
