import { m } from "#messages";
import { Icon } from "../icon.tsx";
import { useInbox } from "../inbox-context.ts";
import type { Message } from "../item.ts";

/** A file of a message. One of this server is shown or played here; another one opens in a page of its own. */
export function Attachment({ file }: { readonly file: Message["attachments"][number] }) {
  const { client } = useInbox();
  const { contentType } = file;
  // Elements send no headers, so the address says whose file it is.
  const url = file.href === null ? file.url : `${file.href}?x-client-id=${encodeURIComponent(client)}`;
  const label = m.inbox_attachment({ type: contentType });
  const address = URL.canParse(url, location.href) ? new URL(url, location.href) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol)) return <span className="file">{label}</span>;
  const isOurs = address.origin === location.origin;
  if (isOurs && contentType.startsWith("audio/"))
    // biome-ignore lint/a11y/useMediaCaption: the transcript is the text of the message.
    return <audio className="file-audio" controls preload="metadata" src={address.href} aria-label={label} />;
  return (
    <a className="file" href={address.href} target="_blank" rel="noopener noreferrer">
      {isOurs && contentType.startsWith("image/") ? (
        <img src={address.href} alt={label} loading="lazy" />
      ) : (
        <>
          <Icon name="file" /> {label}
        </>
      )}
    </a>
  );
}
