import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Status } from "../../components/status.tsx";
import { timeText } from "../../components/time.tsx";
import { reasonName, scoreText, toneOf } from "../quality/quality-words.ts";
import { Figure, NotKnown, Tile } from "./tile.tsx";

const read = 50;
const worst = 3;

/** The newest evaluations, and not the worst of all time, which would be the same every morning. */
export function QualityTile() {
  return (
    <Tile
      title={m.nav_quality()}
      page="quality"
      permission="conversations:read"
      read={(asked) => api("GET", "/v1/quality/evaluations", { query: { limit: read, order: "newest" }, ...asked })}
    >
      {({ items }, client) => {
        // What somebody asked for by hand was not drawn, and would bend the mean.
        const rated = items.flatMap(({ scores, reason, ...each }) =>
          scores.overall === null || reason === "requested" ? [] : [{ ...each, reason, score: scores.overall }],
        );
        const oldest = rated.at(-1);
        if (oldest === undefined) return <NotKnown>{m.today_no_quality()}</NotKnown>;
        const mean = rated.reduce((sum, { score }) => sum + score, 0) / rated.length;
        return (
          <>
            <Figure
              value={scoreText(mean)}
              of={m.today_quality_mean({ count: rated.length, since: timeText(oldest.ended_at) })}
            />
            <p>{m.today_worst()}</p>
            <ul className="tile-list">
              {rated
                .toSorted((one, other) => one.score - other.score)
                .slice(0, worst)
                .map(({ id, conversation_id, reason, score }) => (
                  <li key={id}>
                    <Status tone={toneOf(score)}>{scoreText(score)}</Status>{" "}
                    <Link
                      to={"/clients/$client/quality/$evaluation" as string}
                      params={{ client, evaluation: id } as never}
                    >
                      {conversation_id}
                    </Link>{" "}
                    <span className="quiet">{reasonName(reason)}</span>
                  </li>
                ))}
            </ul>
          </>
        );
      }}
    </Tile>
  );
}
