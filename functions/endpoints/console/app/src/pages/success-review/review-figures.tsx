import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import type { ReviewView } from "../../../../../../engines/success/reviews/views.ts";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { exactMoney } from "../pricing/money.ts";
import { usd } from "../spend/spend-words.ts";
import { kpiName, kpiText, targetText } from "../success/success-words.ts";
import { successTaskTitle, taskStatusWords } from "../success-tasks/success-task-words.ts";

type Task = ReviewView["tasks"]["listed"][number];

/** The tables of a review. */
export function ReviewFigures({ client, review }: { readonly client: string; readonly review: ReviewView }) {
  const { kpis, months, sla, quality, experiments, tasks, proposals } = review;
  const link = (task: Task) => (
    <Link to={"/clients/$client/success/tasks/$task" as string} params={{ client, task: task.task_id } as never}>
      {successTaskTitle({ ...task, title: task.title ?? "" })}
    </Link>
  );
  return (
    <>
      <section>
        <h2>{m.review_next()}</h2>
        {proposals.length === 0 && <p className="quiet">{m.review_nothing()}</p>}
        <ul className="tile-list">
          {proposals.map((each) =>
            each.type === "target-missed" ? (
              <li key={each.kpi}>{m.review_reach({ kpi: kpiName(each.kpi) })}</li>
            ) : (
              <li key={each.task.task_id}>{link(each.task)}</li>
            ),
          )}
        </ul>
      </section>
      <Section
        title={m.success_kpis()}
        items={kpis}
        keyOf={({ name }) => name}
        columns={[
          { heading: m.success_kpi(), cell: ({ name }) => kpiName(name) },
          { heading: m.review_this(), cell: (kpi) => kpiText(kpi, kpi.value) },
          { heading: m.review_before(), cell: (kpi) => kpiText(kpi, kpi.before) },
          {
            heading: m.success_target(),
            cell: (kpi) => (
              <>
                {targetText(kpi)}{" "}
                {kpi.met !== null && (
                  <Status tone={kpi.met ? "good" : "bad"}>{kpi.met ? m.success_met() : m.success_missed()}</Status>
                )}
              </>
            ),
          },
        ]}
      />
      <Section
        title={m.review_months()}
        items={months}
        keyOf={({ month }) => month}
        columns={[
          { heading: m.review_month(), cell: ({ month }) => month },
          { heading: m.success_conversations(), cell: ({ conversations }) => conversations },
          ...(["containment", "resolution", "csat"] as const).map((name) => ({
            heading: kpiName(name),
            cell: (month: ReviewView["months"][number]) => kpiText({ name, currency: null }, month[name]),
          })),
          { heading: m.review_spend(), cell: ({ spend_usd }) => usd(spend_usd) },
        ]}
      />
      <Section
        title={m.nav_sla()}
        items={sla}
        keyOf={({ month }) => month}
        columns={[
          { heading: m.review_month(), cell: ({ month }) => month },
          { heading: m.sla_availability(), cell: ({ availability: is }) => (is === null ? "–" : `${is} %`) },
          { heading: m.sla_down_minutes(), cell: ({ down_minutes }) => down_minutes },
          { heading: m.sla_credit(), cell: ({ credit_minor, currency }) => exactMoney(credit_minor, currency) },
        ]}
      />
      <section>
        <h2>{m.nav_quality()}</h2>
        <p>
          {quality.mean === null
            ? m.review_no_quality()
            : m.review_quality({ mean: quality.mean.toFixed(2), count: quality.count })}
        </p>
      </section>
      <Section
        title={m.nav_experiments()}
        items={experiments}
        keyOf={({ name, reason }) => `${name} ${reason}`}
        columns={[
          { heading: m.review_name(), cell: ({ name }) => name },
          {
            heading: m.review_verdicts(),
            cell: ({ arms, reason }) => (
              <span lang="en">{[...arms.map(({ key, verdict }) => `${key}: ${verdict}`), reason].join("; ")}</span>
            ),
          },
        ]}
      />
      <Section
        title={m.nav_success_tasks()}
        items={tasks.listed}
        keyOf={({ task_id }) => task_id}
        columns={[
          { heading: m.stask_what(), cell: link },
          {
            heading: m.stask_state(),
            cell: ({ status }) => <Status tone={taskStatusWords[status].tone}>{taskStatusWords[status].name()}</Status>,
          },
          { heading: m.stask_opened(), cell: ({ opened_at }) => <Time at={opened_at} /> },
        ]}
      />
    </>
  );
}

function Section<T>({
  title,
  items,
  ...table
}: { readonly title: string; readonly items: readonly T[] } & Pick<
  Parameters<typeof Table<T>>[0],
  "keyOf" | "columns"
>) {
  const list = {
    items: [...items],
    status: "success",
    error: null,
    showMore: undefined,
    isLoadingMore: false,
  } as const;
  return (
    <section>
      <h2>{title}</h2>
      <Table label={title} list={list} empty={<p className="quiet">{m.review_nothing()}</p>} {...table} />
    </section>
  );
}
