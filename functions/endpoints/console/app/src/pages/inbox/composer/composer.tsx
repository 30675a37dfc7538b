import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { getLocale } from "#language";
import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { Problem } from "../../../components/status.tsx";
import { isMine } from "../acts/acts.ts";
import { lastTypedAt } from "../attention/use-attention.ts";
import { whisperTo } from "../call/call-state.ts";
import { isSameLanguage, languageName } from "../conversation/languages.ts";
import { Icon } from "../icon.tsx";
import { useInbox } from "../inbox-context.ts";
import type { Item } from "../item.ts";
import { useStore } from "../store.ts";
import { draftOf, keepDraft } from "./drafts.ts";
import { FileList } from "./file-list.tsx";
import { FilePicker } from "./file-picker.tsx";
import { composerWish, type Mode } from "./mode.ts";
import { isOnlySlash, searchAt, withReply } from "./slash.ts";
import { type Suggestion, Suggestions } from "./suggestions.tsx";
import { useFiles } from "./use-files.ts";
import { useMentions } from "./use-mentions.ts";
import { useSavedReplies } from "./use-saved-replies.ts";
import { useWritten } from "./use-written.ts";
import { longestTranslated, writtenOf } from "./written.ts";
import { WrittenLine } from "./written-line.tsx";

/** Characters, as the API takes them. */
const longest = 10_000;
/** Of a whisper, as the API takes them. */
const longestWhisper = 1_000;
const modeNames: Readonly<Record<Mode, () => string>> = {
  reply: m.inbox_reply,
  note: m.inbox_note,
  whisper: m.inbox_call_whisper,
};
const hints: Readonly<Record<Mode, () => string>> = {
  reply: m.inbox_reply_hint,
  note: m.inbox_note_hint,
  whisper: m.inbox_whisper_hint,
};
const sends: Readonly<Record<Mode, () => string>> = {
  reply: m.inbox_send,
  note: m.inbox_save_note,
  whisper: m.inbox_call_whisper,
};

/** Where replies to the customer and notes to colleagues are written. */
export function Composer({ item, nameOf }: { readonly item: Item; nameOf(id: string): string }) {
  const { client, me, outbox, vault } = useInbox();
  const id = item.conversation_id;
  const [chosen, setMode] = useState<Mode>("reply");
  const callId = useStore(whisperTo);
  const modes: readonly Mode[] = callId === undefined ? ["reply", "note"] : ["reply", "note", "whisper"];
  const mode = modes.includes(chosen) ? chosen : "reply";
  const [text, setText] = useState(() => draftOf(vault, id));
  const [cursor, setCursor] = useState(0);
  const [isFocused, setFocused] = useState(false);
  const [dismissed, setDismissed] = useState<number>();
  const field = useRef<HTMLTextAreaElement>(null);
  /** Where the cursor goes once the text is shown. */
  const moveTo = useRef<number>(undefined);

  const chosenFiles = useFiles(client, id);
  const { files, ids, isUploading } = chosenFiles;
  const withFiles = mode === "reply" ? ids : [];

  const own = useWritten(id);
  const said = text.trim();
  const isForeign = !isSameLanguage(item.language, navigator.language);

  const slash = isFocused && mode !== "whisper" ? searchAt(text, cursor, mode === "reply" ? "/" : "@") : undefined;
  const isSearching = slash !== undefined && slash.from !== dismissed;
  const query = isSearching ? slash.query : undefined;
  const saved = useSavedReplies(id, mode === "reply" ? query : undefined);
  const mentions = useMentions(mode === "note" ? query : undefined);
  const shown = mode === "note" ? mentions.list : saved;
  /** In a note, a sign that finds nobody is only a sign. */
  const isListShown = isSearching && (mode === "reply" || shown.found.length > 0);

  const wish = useStore(composerWish);
  const lastWish = useRef(wish.count);
  useEffect(() => {
    if (wish.count === lastWish.current) return;
    lastWish.current = wish.count;
    setMode(wish.mode);
    field.current?.focus();
  }, [wish]);
  useLayoutEffect(() => {
    const box = field.current;
    if (box === null || moveTo.current === undefined) return;
    box.setSelectionRange(moveTo.current, moveTo.current);
    moveTo.current = undefined;
  });

  function change(next: string, at: number): void {
    setText(next);
    lastTypedAt.set(() => Date.now());
    setCursor(at);
    keepDraft(vault, id, next);
    // What is written next is no translation of what was written before.
    if (next === "") own.forget();
    if (slash === undefined) setDismissed(undefined);
  }

  function put(next: string, at: number): void {
    change(next, at);
    moveTo.current = at;
    field.current?.focus();
  }

  function pick({ id: picked, title, text: reply }: Suggestion): void {
    if (slash === undefined) return;
    const { text: next, cursor: at } = withReply(text, slash, mode === "note" ? `@${title} ` : reply);
    put(next, at);
    if (mode === "reply") chosenFiles.addSaved(saved.found.find((reply) => reply.id === picked)?.files ?? []);
    if (mode !== "note") return;
    mentions.pick(picked);
    // What is written behind the name belongs to the note.
    setDismissed(slash.from);
  }

  /** A file that is still on its way, or that was refused, holds the reply up. */
  const isWaiting = mode === "reply" && (isUploading || ids.length < files.length || own.isPending);

  function submit(): void {
    if ((said === "" && withFiles.length === 0) || isWaiting) return;
    if (mode === "reply" && isSearching && isOnlySlash(text, slash)) return;
    const spokenTo = mode === "note" ? mentions.in(said) : [];
    const written = mode === "reply" ? writtenOf(own.written, said) : undefined;
    change("", 0);
    outbox.add({
      conversationId: id,
      kind: mode,
      text: said,
      ...(callId === undefined ? {} : { callId }),
      ...(withFiles.length === 0 ? {} : { files: withFiles }),
      ...(written === undefined ? {} : { written }),
      ...(spokenTo.length === 0 ? {} : { mentions: spokenTo }),
    });
    if (mode === "reply") chosenFiles.clear();
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    // In Indic and East Asian input methods, Enter also confirms a word.
    if (event.nativeEvent.isComposing) return;
    if (isListShown && event.key === "Escape") setDismissed(slash.from);
    else if (isListShown && shown.onKey(event.key, pick)) event.stopPropagation();
    else if (event.key === "Enter" && !event.shiftKey) submit();
    else if (event.key === "Escape") field.current?.blur();
    else return;
    event.preventDefault();
  }

  const hint = hintOf(item, me, nameOf);
  const label = hints[mode]();
  return (
    <form
      className="composer"
      data-mode={mode}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        chosenFiles.add(event.dataTransfer.files);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {isListShown && (
        <Suggestions
          list={shown}
          label={mode === "note" ? m.inbox_colleagues() : m.inbox_saved_replies()}
          {...(mode === "note" ? {} : { nothing: m.inbox_no_saved_reply() })}
          onPick={pick}
        />
      )}
      <div className="composer-head">
        <fieldset className="inbox-parts" aria-label={m.inbox_what_to_write()}>
          {modes.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === mode}
              onClick={() => {
                setMode(each);
                field.current?.focus();
              }}
            >
              {modeNames[each]()}
            </button>
          ))}
        </fieldset>
        <Button
          look="quiet"
          hidden={mode !== "reply"}
          onClick={() => {
            const at = field.current?.selectionStart ?? text.length;
            const space = at === 0 || /\s/.test(text[at - 1] ?? "") ? "" : " ";
            setDismissed(undefined);
            put(`${text.slice(0, at)}${space}/${text.slice(at)}`, at + space.length + 1);
          }}
        >
          <kbd>/</kbd> {m.inbox_saved_replies()}
        </Button>
        <FilePicker onChoose={chosenFiles.add}>
          {(open) => (
            <Button
              look="quiet"
              data-icon=""
              hidden={mode !== "reply"}
              aria-label={m.inbox_attach()}
              title={m.inbox_attach()}
              onClick={open}
            >
              <Icon name="clip" />
            </Button>
          )}
        </FilePicker>
        {mode === "reply" && isForeign && (
          <Button
            look="quiet"
            busy={own.isPending}
            disabled={said === "" || said.length > longestTranslated}
            onClick={() => own.translate(said, (translated) => put(translated, translated.length))}
          >
            {m.inbox_translate_reply({ language: languageName(item.language, getLocale()) })}
          </Button>
        )}
        {hint !== undefined && (
          <p className="quiet" id="composer-hint">
            {hint}
          </p>
        )}
      </div>
      {mode === "reply" && <FileList files={files} onRemove={chosenFiles.remove} />}
      {mode === "reply" && (
        <WrittenLine
          written={own.written}
          onBack={(before) => {
            own.forget();
            put(before, before.length);
          }}
        />
      )}
      <Problem error={mode === "reply" ? own.error : null} />
      <div className="composer-row">
        <textarea
          ref={field}
          className="input"
          rows={1}
          maxLength={mode === "whisper" ? longestWhisper : longest}
          enterKeyHint="send"
          readOnly={mode === "reply" && own.isPending}
          dir="auto"
          aria-label={label}
          aria-describedby={hint === undefined ? undefined : "composer-hint"}
          placeholder={label}
          aria-controls={isListShown ? shown.listId : undefined}
          aria-activedescendant={isListShown ? shown.activeId : undefined}
          value={text}
          onChange={({ target }) => change(target.value, target.selectionStart)}
          onSelect={({ currentTarget }) => setCursor(currentTarget.selectionStart)}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onKeyDown={onKeyDown}
          onPaste={({ clipboardData }) => chosenFiles.add(clipboardData.files)}
        />
        <Button look="primary" type="submit" disabled={(text.trim() === "" && withFiles.length === 0) || isWaiting}>
          {sends[mode]()}
        </Button>
      </div>
    </form>
  );
}

/** What a reply does besides being sent. */
function hintOf(item: Item, me: string, nameOf: (id: string) => string): string | undefined {
  const { handoff } = item;
  if (isMine(item, me)) return undefined;
  const holder = handoff?.status === "with_operator" ? handoff.assigned_to : null;
  if (holder === null) return m.inbox_takes_over();
  return holder.startsWith("app:") ? m.inbox_held_in_app() : m.inbox_held_hint({ name: nameOf(holder) });
}
