import "./board.css";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { m } from "#messages";
import type { ClientView } from "../../../../../../../engines/accounts/client-routes.ts";
import { useSession } from "../../../api/session.ts";
import { ScrollRegion } from "../../../components/scroll-region.tsx";
import { Problem } from "../../../components/status.tsx";
import { stageName, stages } from "../stage-name.ts";
import type { CardActs } from "./board-card.tsx";
import { BoardColumn } from "./board-column.tsx";
import type { ColumnPages } from "./moved-client.ts";
import { columnKey, useMoves } from "./use-moves.ts";

/** The agency's clients in columns by stage. Cards are moved by their menu, by keyboard, or dragged. */
export function ClientBoard({ search }: { readonly search: string }) {
  const session = useSession();
  const queries = useQueryClient();
  const { move, takeOn } = useMoves(search);
  const [told, setTold] = useState("");
  const waiting = useRef<{ readonly id: string; readonly stage: string; readonly focus: string }>(undefined);
  const mayMove = session.is_agency && session.may("clients:write");

  const moveTo = (client: ClientView, stage: ClientView["stage"], focus?: "menu" | "name") => {
    if (client.stage === stage) return;
    waiting.current = focus && { id: client.client_id, stage, focus };
    setTold(m.board_moved({ name: client.name, stage: stageName(stage) }));
    move.mutate({ client, stage }, { onError: () => setTold("") });
  };
  const dropped = (id: string, stage: ClientView["stage"]) => {
    const columns = stages.map((each) => queries.getQueryData<ColumnPages>(columnKey(each, search)));
    const items = columns.flatMap((column) => column?.pages.flatMap((page) => page.items) ?? []);
    const client = items.find(({ client_id }) => client_id === id);
    if (client !== undefined) moveTo(client, stage);
  };
  const acts: CardActs = {
    move: mayMove ? moveTo : undefined,
    takeOn: mayMove ? (client) => takeOn.mutate(client) : undefined,
    isMine: ({ owner }) => owner === `person:${session.person_id}`,
    refocus(element, client, focus) {
      const { current } = waiting;
      if (element === null || current === undefined || current.focus !== focus) return;
      if (current.id !== client.client_id || current.stage !== client.stage) return;
      waiting.current = undefined;
      element.focus();
    },
  };
  return (
    <>
      {mayMove && <p className="quiet">{m.board_how()}</p>}
      <Problem error={move.error ?? takeOn.error} />
      <p className="board-told" role="status">
        {told}
      </p>
      <ScrollRegion className="board" label={m.board()}>
        {stages.map((stage) => (
          <BoardColumn
            key={stage}
            stage={stage}
            search={search}
            acts={acts}
            drop={mayMove ? (id) => dropped(id, stage) : undefined}
          />
        ))}
      </ScrollRegion>
    </>
  );
}
