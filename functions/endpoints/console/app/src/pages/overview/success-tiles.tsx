import { m } from "#messages";
import { api } from "../../api/api.ts";
import { listText } from "../../components/region.ts";
import { Status } from "../../components/status.tsx";
import { HealthReasons } from "../success/health-reasons.tsx";
import { countedOf, healthWords, kpiName, kpiText, targetText, trendWords } from "../success/success-words.ts";
import { Figure, NotKnown, Tile } from "./tile.tsx";

export function HealthTile() {
  return (
    <Tile
      title={m.success_health()}
      page="success"
      permission="configs:read"
      read={(asked) => api("GET", "/v1/health-scores", asked)}
    >
      {({ items: [health] }) => {
        if (health === undefined || health.score === null) return <NotKnown>{m.success_no_traffic()}</NotKnown>;
        const { tone, name } = healthWords[health.status];
        return (
          <>
            <Figure value={m.success_score({ score: health.score })} of={<Status tone={tone}>{name()}</Status>} />
            <HealthReasons reasons={health.reasons.slice(0, 1)} />
          </>
        );
      }}
    </Tile>
  );
}

export function KpiTile() {
  return (
    <Tile
      title={m.success_kpis()}
      page="success"
      permission="configs:read"
      read={(asked) => api("GET", "/v1/kpis", asked)}
    >
      {({ items }) => {
        const known = items.filter((kpi) => countedOf(kpi) !== null);
        const unknown = items.filter((kpi) => countedOf(kpi) === null);
        return (
          <>
            {known.length > 0 && (
              <ul className="tile-list">
                {known.map((kpi) => (
                  <li key={kpi.name}>
                    {kpiName(kpi.name)} <strong>{kpiText(kpi, kpi.value)}</strong>{" "}
                    {kpi.met !== null && (
                      <Status tone={kpi.met ? "good" : "bad"}>
                        {m.success_target_of({ target: targetText(kpi) })}
                      </Status>
                    )}{" "}
                    <Status tone={trendWords[kpi.trend].tone}>{trendWords[kpi.trend].name()}</Status>
                  </li>
                ))}
              </ul>
            )}
            {unknown.length > 0 && (
              <NotKnown>{m.today_kpis_unknown({ names: listText(unknown.map(({ name }) => kpiName(name))) })}</NotKnown>
            )}
          </>
        );
      }}
    </Tile>
  );
}
