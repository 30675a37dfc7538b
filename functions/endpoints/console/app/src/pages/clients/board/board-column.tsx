import { useId, useState } from "react";
import { m } from "#messages";
import type { ClientView } from "../../../../../../../engines/accounts/client-routes.ts";
import { api } from "../../../api/api.ts";
import { useList } from "../../../api/use-list.ts";
import { ListState } from "../../../components/table.tsx";
import { useNextPage } from "../next-page.ts";
import { stageName } from "../stage-name.ts";
import { BoardCard, type CardActs, draggedClient } from "./board-card.tsx";
import { columnKey } from "./use-moves.ts";

/** The clients in one stage. A card that is dropped here moves here. */
export function BoardColumn({
  stage,
  search,
  acts,
  drop,
}: {
  readonly stage: ClientView["stage"];
  readonly search: string;
  readonly acts: CardActs;
  /** Undefined for a person who may not move cards. */
  readonly drop: ((id: string) => void) | undefined;
}) {
  const heading = useId();
  const nextOf = useNextPage();
  const [isOver, setOver] = useState(false);
  const filter = { stage, ...(search === "" ? {} : { search }) };
  const list = useList(columnKey(stage, search), (cursor, signal) =>
    api("GET", "/v1/clients", { query: { limit: 30, ...filter, ...(cursor === undefined ? {} : { cursor }) }, signal }),
  );
  const more = list.showMore === undefined ? "" : "+";
  return (
    <section
      className="board-column"
      aria-labelledby={heading}
      data-over={isOver}
      onDragOver={(event) => {
        if (drop === undefined || !event.dataTransfer.types.includes(draggedClient)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        drop?.(event.dataTransfer.getData(draggedClient));
      }}
    >
      <h2 id={heading}>
        {stageName(stage)} {list.status === "success" && <span className="quiet">{`${list.items.length}${more}`}</span>}
      </h2>
      <ListState list={list} empty={<p className="quiet">{m.board_nobody()}</p>}>
        <ul>
          {list.items.map((client) => (
            <BoardCard key={client.client_id} client={client} next={nextOf(client)} acts={acts} />
          ))}
        </ul>
      </ListState>
    </section>
  );
}
