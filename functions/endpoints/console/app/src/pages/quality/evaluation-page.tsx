import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Fragment } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Field } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { ConversationTurns } from "./conversation-turns.tsx";
import { findingName, reasonName, scoreText, toneOf } from "./quality-words.ts";
import { TurnLink } from "./turn-link.tsx";

/** One evaluated conversation: its scores with reasons, its faults beside what the sources say, and what was said. */
export function EvaluationPage() {
  const { client = "", evaluation: id = "" } = useParams({ strict: false }) as { client?: string; evaluation?: string };
  const { data, error } = useQuery({
    queryKey: ["quality-evaluation", client, id],
    queryFn: ({ signal }) => api("GET", "/v1/quality/evaluations/:id", { params: { id }, client, signal }),
  });
  if (data === undefined)
    return <Page title={m.nav_quality()}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>;
  const { scores, judge, findings, finding_count, conversation_id, reason, agent } = data;
  const reasonOf = (criterion: string) => judge.judgements.find((each) => each.criterion === criterion)?.reason;
  const shown = [
    { name: m.quality_overall(), score: scores.overall, why: undefined },
    { name: m.quality_helpfulness(), score: scores.helpfulness, why: reasonOf("helpfulness") },
    { name: m.quality_accuracy(), score: scores.accuracy, why: reasonOf("accuracy") },
    { name: m.quality_appropriateness(), score: scores.appropriateness, why: reasonOf("appropriateness") },
    { name: m.quality_goal(), score: scores.goal_achievement, why: reasonOf("goal_achievement") },
  ];
  return (
    <Page
      title={m.quality_of({ conversation: conversation_id })}
      intro={`${reasonName(reason)} · ${agent.name} v${agent.version}`}
    >
      <dl className="facts">
        {shown.map(({ name, score, why }) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>
              <Status tone={toneOf(score)}>{scoreText(score)}</Status> {why}
            </dd>
          </Fragment>
        ))}
      </dl>
      <section aria-label={m.quality_faults()}>
        <h2>{m.quality_faults()}</h2>
        {findings.length === 0 && <p>{m.quality_no_faults()}</p>}
        {findings.map(({ kind, turn, quote, evidence }) => (
          <blockquote key={`${turn} ${kind} ${quote}`}>
            <p>
              <Status tone="warning">{findingName(kind)}</Status> {m.quality_turn({ turn })}{" "}
              <TurnLink client={client} conversation={conversation_id} turn={String(turn)} />
            </p>
            <p>{quote}</p>
            {evidence !== null && <p className="quiet">{m.quality_source_says({ evidence })}</p>}
          </blockquote>
        ))}
        {finding_count > findings.length && <p>{m.quality_more_faults({ count: finding_count - findings.length })}</p>}
      </section>
      <RateForm client={client} id={id} />
      <ConversationTurns client={client} conversation={conversation_id} />
    </Page>
  );
}

/** A person's own rating, which shows how far the scores can be trusted. */
function RateForm({ client, id }: { readonly client: string; readonly id: string }) {
  const queries = useQueryClient();
  return (
    <section aria-label={m.quality_rate()}>
      <h2>{m.quality_rate()}</h2>
      <Form
        submit={m.quality_rate()}
        look="plain"
        guarded
        send={(values) => {
          const body = { overall: Number(textOf(values, "overall")), note: textOf(values, "note") };
          return api("POST", "/v1/quality/evaluations/:id/ratings", { params: { id }, body, client });
        }}
        onSent={() => queries.invalidateQueries({ queryKey: ["quality-calibration", client] })}
        note={({ overall, judged }) => m.quality_rated({ yours: overall, judged: scoreText(judged) })}
      >
        <Field
          name="overall"
          type="number"
          min={1}
          max={10}
          step={1}
          label={m.quality_your_score()}
          hint={m.quality_scale()}
          required
        />
        <Field name="note" label={m.quality_note()} maxLength={1_000} />
      </Form>
    </section>
  );
}
