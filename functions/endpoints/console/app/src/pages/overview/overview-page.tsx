import { m } from "#messages";
import { Page } from "../../components/page.tsx";
import { ExperimentsTile, RolloutsTile } from "./change-tiles.tsx";
import { GapsTile } from "./gaps-tile.tsx";
import { QualityTile } from "./quality-tile.tsx";
import { IncidentsTile, SlaTile } from "./sla-tiles.tsx";
import { SpendTile } from "./spend-tile.tsx";
import { HealthTile, KpiTile } from "./success-tiles.tsx";

/** What an owner looks at in the morning: whether the agent is well, good, inside its SLA and worth its money. */
export function OverviewPage() {
  return (
    <Page title={m.nav_today()} intro={m.today_intro()}>
      <ul className="cards">
        <HealthTile />
        <IncidentsTile />
        <SlaTile />
        <SpendTile />
        <ExperimentsTile />
        <RolloutsTile />
        {/* Those of many lines come last, so that nothing below them moves when they load. */}
        <QualityTile />
        <KpiTile />
        <GapsTile />
      </ul>
    </Page>
  );
}
