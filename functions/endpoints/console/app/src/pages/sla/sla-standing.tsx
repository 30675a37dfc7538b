import { m } from "#messages";
import type { SlaStatus } from "../../../../../../engines/sla/reports/status-view.ts";
import { Empty } from "../../components/page.tsx";
import { Status } from "../../components/status.tsx";
import { Time } from "../../components/time.tsx";
import { exactMoney } from "../pricing/money.ts";

const tones = { up: "good", down: "bad", unknown: "neutral" } as const;

/** How the channels stand now, and the month so far. */
export function SlaStanding({ standing }: { readonly standing: SlaStatus }) {
  const { channels, month, checked_at, clock_off_ms } = standing;
  if (month === null)
    return (
      <Empty title={m.sla_none()}>
        <p>{m.sla_none_what()}</p>
      </Empty>
    );
  const names = { up: m.sla_up, down: m.sla_down, unknown: m.sla_unknown };
  const facts = [
    [m.sla_availability(), month.availability === null ? m.sla_no_minute() : `${month.availability} %`],
    [m.sla_down_minutes(), String(month.down_minutes)],
    [m.sla_price(), exactMoney(month.price_minor, month.currency)],
  ] as const;
  return (
    <section>
      <h2>{m.sla_month({ month: month.month })}</h2>
      {clock_off_ms !== null && (
        <div className="notice" data-tone="bad" role="alert">
          <p>{m.sla_clock({ milliseconds: clock_off_ms })}</p>
        </div>
      )}
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <table className="table" aria-label={m.sla_channels()}>
        <thead>
          <tr>
            {[m.sla_channel(), m.sla_state(), m.sla_availability(), m.sla_down_minutes(), m.sla_unknown_minutes()].map(
              (heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {channels.map(({ channel, state }) => {
            const counted = month.channels.find((each) => each.channel === channel);
            return (
              <tr key={channel}>
                <td data-heading={m.sla_channel()}>{channel}</td>
                <td data-heading={m.sla_state()}>
                  <Status tone={tones[state]}>{names[state]()}</Status>
                </td>
                <td data-heading={m.sla_availability()}>
                  {counted?.availability === null || counted === undefined ? "–" : `${counted.availability} %`}
                </td>
                <td data-heading={m.sla_down_minutes()}>{counted?.down_minutes ?? 0}</td>
                <td data-heading={m.sla_unknown_minutes()}>{counted?.unknown_minutes ?? 0}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {checked_at !== null && (
        <p className="quiet">
          {m.sla_checked()} <Time at={checked_at} />
        </p>
      )}
    </section>
  );
}
