import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Status } from "../../components/status.tsx";
import { Time } from "../../components/time.tsx";
import { Figure, NotKnown, Tile } from "./tile.tsx";

const listed = 20;
const tones = { up: "good", down: "bad", unknown: "neutral" } as const;

export function SlaTile() {
  const names = { up: m.sla_up, down: m.sla_down, unknown: m.sla_unknown };
  return (
    <Tile title={m.today_sla()} page="sla" permission="sla:read" read={(asked) => api("GET", "/v1/sla", asked)}>
      {({ month, channels, watching }) => {
        if (month === null) return <NotKnown>{m.today_no_sla()}</NotKnown>;
        return (
          <>
            {month.availability === null ? (
              <NotKnown>{m.today_no_minute({ month: month.month })}</NotKnown>
            ) : (
              <Figure
                value={`${month.availability} %`}
                of={m.today_available({ month: month.month, minutes: month.down_minutes })}
              />
            )}
            {!watching && <NotKnown>{m.today_not_watched()}</NotKnown>}
            <ul className="tile-list">
              {channels.map(({ channel, state }) => (
                <li key={channel}>
                  {channel} <Status tone={tones[state]}>{names[state]()}</Status>
                </li>
              ))}
            </ul>
          </>
        );
      }}
    </Tile>
  );
}

export function IncidentsTile() {
  return (
    <Tile
      title={m.today_incidents()}
      page="sla"
      permission="sla:read"
      read={(asked) => api("GET", "/v1/incidents", { query: { limit: listed, status: "open" }, ...asked })}
    >
      {({ items, next_cursor }) => {
        if (items.length === 0) return <p>{m.today_no_incident()}</p>;
        return (
          <>
            <ul className="tile-list">
              {items.map(({ incident_id, title, severity, opened_at }) => (
                <li key={incident_id}>
                  <Status tone={severity === "page" ? "bad" : "warning"}>{m.sla_open()}</Status> {title}{" "}
                  <span className="quiet">
                    <Time at={opened_at} />
                  </span>
                </li>
              ))}
            </ul>
            {next_cursor !== null && <p className="quiet">{m.today_newest({ count: listed })}</p>}
          </>
        );
      }}
    </Tile>
  );
}
