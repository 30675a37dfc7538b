import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api } from "../../../api/api.ts";
import type { Scenario } from "./scenarios-query.ts";

/** What came of a scenario: the transcript, the verdict and each expectation. */
export type Played = Awaited<ReturnType<typeof play>>;

/** Where a scenario of a run stands. Absent: it has not begun. */
export type Standing =
  | { readonly status: "playing" }
  | { readonly status: "played"; readonly played: Played }
  | { readonly status: "broken"; readonly error: Error };

/** Played at a time, so that a run neither takes long nor uses up the client's rate. */
const atOnce = 3;

function play(client: string, draft: string, { says, expects }: Scenario, signal: AbortSignal) {
  const body = { says, expects: [...expects] };
  return api("POST", "/v1/drafts/:id/scenarios", { params: { id: draft }, body, client, signal });
}

/** Plays scenarios with a text in a draft, a few at a time. The draft ends with the run. */
export function useScenarioRun(client: string, config: string) {
  const [standings, setStandings] = useState<Readonly<Record<string, Standing>>>({});
  const [yaml, setYaml] = useState<string>();
  const running = useRef<AbortController>(undefined);
  const stop = () => running.current?.abort();
  // What runs ends with the page.
  useEffect(() => () => running.current?.abort(), []);

  const run = useMutation({
    async mutationFn({ text, scenarios }: { readonly text: string; readonly scenarios: readonly Scenario[] }) {
      stop();
      const control = new AbortController();
      running.current = control;
      setYaml(text);
      setStandings({});
      const draft = await api("POST", "/v1/drafts", { body: { config, yaml: text }, client });
      const note = (id: string, standing: Standing) => setStandings((before) => ({ ...before, [id]: standing }));
      const waiting = [...scenarios];
      const work = async () => {
        for (let next = waiting.shift(); next && !control.signal.aborted; next = waiting.shift()) {
          const { id } = next;
          note(id, { status: "playing" });
          await play(client, draft.draft_id, next, control.signal).then(
            (played) => note(id, { status: "played", played }),
            (error: Error) => control.signal.aborted || note(id, { status: "broken", error }),
          );
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      setStandings(withoutPlaying);
      // It ends by itself within the hour.
      await api("DELETE", "/v1/drafts/:id", { params: { id: draft.draft_id }, client }).catch(() => undefined);
    },
  });
  return { run, stop, standings, isOutdated: (text: string) => yaml !== undefined && yaml !== text };
}

/** A run that was stopped leaves nothing that seems to go on. */
function withoutPlaying(standings: Readonly<Record<string, Standing>>): Readonly<Record<string, Standing>> {
  return Object.fromEntries(Object.entries(standings).filter(([, { status }]) => status !== "playing"));
}
