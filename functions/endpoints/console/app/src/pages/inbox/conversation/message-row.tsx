import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { m } from "#messages";
import { MarkAnswer } from "../../corrections/mark-answer.tsx";
import { useInbox } from "../inbox-context.ts";
import type { Message } from "../item.ts";
import { deliveryName, unansweredReason, unheardReason } from "../words.ts";
import { Attachment } from "./attachment.tsx";
import { clockText } from "./clock.ts";
import { FileTranscript } from "./file-transcript.tsx";
import { isSameLanguage } from "./languages.ts";
import { messageNotes } from "./message-notes.ts";
import { useTranslation } from "./use-translation.ts";
import { WrittenText } from "./written.tsx";

interface MessageRowProps {
  readonly message: Message;
  readonly conversation: string;
  /** What the customer writes. */
  readonly language: string;
  nameOf(id: string): string;
}

/** A message of the customer, of the bot or of an operator. */
export function MessageRow({ message, conversation, language, nameOf }: MessageRowProps) {
  const { role, text, delivery, attachments, choices, original, written } = message;
  const translation = useTranslation(message);
  const { client } = useInbox();
  const isMarkable = role === "agent" && text !== "";
  return (
    <li className="message" data-role={role} data-failed={delivery?.status === "failed"}>
      {messageNotes(message).map((note) => (
        <p key={note} className="message-meta" dir="auto">
          {note}
        </p>
      ))}
      {text !== "" && (
        <div className="bubble" dir="auto">
          {text}
        </div>
      )}
      {translation.text !== undefined && (
        <p className="translation" dir="auto">
          {translation.text}
        </p>
      )}
      <WrittenText written={written} />
      {original !== null && (
        <details className="message-whole">
          <summary>{m.inbox_whole_mail()}</summary>
          <div className="bubble" dir="auto">
            {original}
          </div>
        </details>
      )}
      {attachments.map((file) => (
        <Fragment key={file.url}>
          <Attachment file={file} />
          <FileTranscript file={file} conversation={conversation} />
        </Fragment>
      ))}
      {choices.length > 0 && (
        <ul className="choices">
          {choices.map(({ label }) => (
            <li key={label} dir="auto">
              {label}
            </li>
          ))}
        </ul>
      )}
      <p className="message-meta">
        {footOf(message, nameOf).join(" · ")}
        {isMarkable && <MarkAnswer client={client} conversation={conversation} message={message} inline />}
        {translation.ask && (
          <button
            type="button"
            className="message-translate"
            data-foreign={!isSameLanguage(language, navigator.language)}
            disabled={translation.isLoading}
            onClick={translation.ask}
          >
            {translation.isLoading ? m.inbox_translating() : m.inbox_translate()}
          </button>
        )}
        {role === "agent" && (
          <Link
            className="message-translate"
            data-foreign="false"
            to={"/clients/$client/conversations/$conversation/turns/$turn" as string}
            params={{ client, conversation, turn: message.turn_id } as never}
          >
            {m.inspect_title()}
          </Link>
        )}
      </p>
      {translation.error && (
        <p className="message-meta problem" role="alert">
          {translation.error.message}
        </p>
      )}
    </li>
  );
}

const roleNames = { customer: m.inbox_customer, agent: m.inbox_bot, operator: m.inbox_operator };

function footOf(message: Message, nameOf: (id: string) => string): readonly string[] {
  const { role, by, at, delivery, voice_note: voice, unanswered } = message;
  const unheard = voice?.unheard ?? null;
  return [
    typeof by === "string" ? nameOf(by) : roleNames[role](),
    clockText(at),
    ...(delivery === null ? [] : [deliveryText(delivery)]),
    ...(voice === undefined ? [] : [unheard === null ? m.inbox_transcript() : unheardReason(unheard)]),
    ...(unanswered === undefined ? [] : [unansweredReason(unanswered)]),
  ];
}

function deliveryText({ status, error_code: code }: NonNullable<Message["delivery"]>): string {
  return code === null ? deliveryName(status) : `${deliveryName(status)} (${code})`;
}
