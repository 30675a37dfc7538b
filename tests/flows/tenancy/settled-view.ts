import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { until } from "../../contracts/open-platform.ts";

type View = Readonly<Record<string, string>>;

/** What a client sees of its things once nothing goes on by itself: runs are checked, and imports are read. */
export async function settledView(read: () => Promise<View>): Promise<View> {
  let last = await read();
  await until("a client's things are settled", async () => {
    await sleep(2_000);
    const next = await read();
    const isSettled = isDeepStrictEqual(next, last) && !next["GET /v1/automation/{id}"]?.includes('finished_at":null');
    last = next;
    return isSettled;
  });
  return last;
}
