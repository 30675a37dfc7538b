import { useQuery } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { useInbox } from "../inbox-context.ts";
import type { Message } from "../item.ts";
import { unheardReason } from "../words.ts";

/** What an operator's voice note says. A customer's is in the text of the message. Nothing for any other file. */
export function FileTranscript({
  file: { attachment_id: file = "", contentType },
  conversation,
}: {
  readonly file: Message["attachments"][number];
  readonly conversation: string;
}) {
  const { client } = useInbox();
  const isVoice = file !== "" && contentType.startsWith("audio/");
  const { data, isFetching, refetch } = useQuery({
    queryKey: ["transcript", client, conversation, file],
    enabled: isVoice,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: ({ signal }) =>
      api("POST", "/v1/conversations/:id/attachments/:file/transcript", {
        params: { id: conversation, file },
        body: {},
        client,
        signal,
      }),
  });
  if (!isVoice) return null;
  if (isFetching)
    return (
      <p className="message-meta" role="status">
        {m.inbox_transcribing()}
      </p>
    );
  if (data === undefined)
    return (
      <p className="message-meta">
        {m.inbox_unheard_unavailable()}
        <button type="button" className="message-translate" data-foreign="true" onClick={() => void refetch()}>
          {m.try_again()}
        </button>
      </p>
    );
  if (data.text === null) return <p className="message-meta">{unheardReason(data.unheard ?? "not-understood")}</p>;
  return (
    <>
      <div className="bubble transcript" dir="auto">
        {data.text}
      </div>
      <p className="message-meta">{m.inbox_transcript()}</p>
    </>
  );
}
