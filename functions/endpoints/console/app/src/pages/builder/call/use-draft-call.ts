import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { startCall } from "../../../../../../widget/web/call.js";
import { callBySocket } from "../../../../../../widget/web/call-by-socket.js";
import { api } from "../../../api/api.ts";

type Call = ReturnType<typeof startCall>;
/** What is said and what the line does, as the widget tells it. */
export type CallState = Parameters<Parameters<typeof startCall>[0]["onChange"]>[0];

interface Line {
  readonly client: string;
  readonly draft: string;
}

/** A call to the agent of a text as it was when the call began. Its draft ends with the call. */
export function useDraftCall(client: string, config: string) {
  const [state, setState] = useState<CallState>();
  const [called, setCalled] = useState<string>();
  const current = useRef<Call>(undefined);
  // What goes on ends with the page.
  useEffect(() => () => current.current?.hangUp(), []);

  const dial = useMutation({
    async mutationFn(yaml: string) {
      current.current?.hangUp();
      current.current = undefined;
      const { draft_id: draft } = await api("POST", "/v1/drafts", { body: { config, yaml }, client });
      const line = { client, draft };
      const first = await tokenOf(line, undefined);
      current.current = startCall({
        connect: connecting(line, first),
        onChange(next) {
          setState(next);
          if (next.phase === "ended") remove(line);
        },
      });
      setCalled(yaml);
    },
  });
  return {
    dial,
    state,
    call: () => current.current,
    /** Whether the text has changed since the call began. */
    isOutdated: (yaml: string) => called !== undefined && called !== yaml,
  };
}

type Token = Awaited<ReturnType<typeof tokenOf>>;

function tokenOf({ client, draft }: Line, session: string | undefined) {
  const body = session === undefined ? {} : { session_id: session };
  return api("POST", "/v1/drafts/:id/calls", { params: { id: draft }, body, client });
}

/** Opens the call's line, also again after it was lost. The first token is new, and each later one is asked for. */
function connecting(line: Line, first: Token): Parameters<typeof startCall>[0]["connect"] {
  let unused: Token | undefined = first;
  const token = async () => {
    const given = unused ?? (await tokenOf(line, first.session_id));
    unused = undefined;
    return given;
  };
  const url = new URL(first.socket_url, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return (to) =>
    callBySocket({ ...(to as Omit<Parameters<typeof callBySocket>[0], "url" | "token">), url: url.href, token });
}

function remove({ client, draft }: Line): void {
  // It ends by itself within the hour.
  void api("DELETE", "/v1/drafts/:id", { params: { id: draft }, client, keepalive: true }).catch(() => undefined);
}
