import { Link } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import { m } from "#messages";
import type { ClientView } from "../../../../../../../engines/accounts/client-routes.ts";
import { Button } from "../../../components/button.tsx";
import type { NextPage } from "../next-page.ts";
import { stageName, stages } from "../stage-name.ts";
import { stageBeside } from "./moved-client.ts";
import { stageAge } from "./stage-age.ts";

export interface CardActs {
  /** `focus` comes back to the card: its menu, or its name. Undefined for a person who may not move cards. */
  readonly move: ((client: ClientView, stage: ClientView["stage"], focus: "menu" | "name") => void) | undefined;
  readonly takeOn: ((client: ClientView) => void) | undefined;
  isMine(client: ClientView): boolean;
  /** Gives the focus back after a move, because the card is then another element. */
  refocus(element: HTMLElement | null, client: ClientView, focus: "menu" | "name"): void;
}

/** What is dragged: the client's id, under a type that no other page reads. */
export const draggedClient = "application/x-console-client";

/** One client of the board: next step, owner, how long it has been in the stage, and where it may go. */
export function BoardCard({
  client,
  next,
  acts,
}: {
  readonly client: ClientView;
  readonly next: NextPage | undefined;
  readonly acts: CardActs;
}) {
  const { client_id: id, name, stage, stage_since: since, owner, owner_name: ownerName } = client;
  const { move, takeOn } = acts;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event);
    const to = step && stageBeside(stages, stage, step);
    if (to === undefined || move === undefined || event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    move(client, to, "name");
  };
  return (
    <li
      className="board-card"
      draggable={move !== undefined}
      onDragStart={({ dataTransfer }) => dataTransfer.setData(draggedClient, id)}
      onKeyDown={onKeyDown}
    >
      <h3>
        <Link
          ref={(element: HTMLAnchorElement | null) => acts.refocus(element, client, "name")}
          to="/clients/$client"
          params={{ client: id }}
          draggable={false}
          aria-keyshortcuts="Control+Shift+ArrowLeft Control+Shift+ArrowRight"
        >
          {name}
        </Link>
      </h3>
      {next && (
        <p>
          {m.clients_next()}{" "}
          <Link to={next.path} params={{ client: id }} draggable={false}>
            {next.label()}
          </Link>
        </p>
      )}
      <p className="quiet">
        <time dateTime={since}>{stageAge(since, Date.now())}</time>
        {owner !== null && ` · ${ownerName ?? owner}`}
      </p>
      <div className="board-acts">
        {move && (
          <select
            ref={(element) => acts.refocus(element, client, "menu")}
            className="input"
            aria-label={m.board_move({ name })}
            value={stage}
            onChange={({ target }) => {
              const to = stages.find((each) => each === target.value);
              if (to !== undefined) move(client, to, "menu");
            }}
          >
            {stages.map((each) => (
              <option key={each} value={each}>
                {stageName(each)}
              </option>
            ))}
          </select>
        )}
        {takeOn && !acts.isMine(client) && (
          <Button look="quiet" aria-label={m.board_take_on_whom({ name })} onClick={() => takeOn(client)}>
            {m.board_take_on()}
          </Button>
        )}
      </div>
    </li>
  );
}

/** On goes where the page's writing goes: to the left in a language that is written from right to left. */
function stepOf({ key, ctrlKey, shiftKey }: KeyboardEvent): "back" | "on" | undefined {
  if (!ctrlKey || !shiftKey) return undefined;
  const isMirrored = document.documentElement.dir === "rtl";
  if (key === "ArrowRight") return isMirrored ? "back" : "on";
  if (key === "ArrowLeft") return isMirrored ? "on" : "back";
  return undefined;
}
