import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { statusWords } from "../../automation/automation-words.ts";
import { stateOf as demoState } from "../../demos/demo-words.ts";
import { proposalWords } from "../../pricing/proposal-words.ts";
import { stateOf as researchState } from "../../research/research-words.ts";

/** What a step of the way has last produced. */
export interface Newest {
  readonly name: string;
  /** Of its page, below the step's. Undefined: the step's page shows it. */
  readonly id?: string;
  readonly tone: "neutral" | "good" | "warning" | "bad" | "active";
  readonly standing: string;
  readonly at: string;
}

interface Asked {
  readonly client: string;
  readonly signal: AbortSignal;
}

const one = { query: { limit: 1 } };

export async function newestResearch(asked: Asked): Promise<Newest | undefined> {
  const [run] = (await api("GET", "/v1/research", { ...one, ...asked })).items;
  if (run === undefined) return undefined;
  const { name, tone } = researchState(run.status);
  return { name: run.business.name, id: run.research_id, tone, standing: name(), at: run.updated_at };
}

export async function newestDemo(asked: Asked): Promise<Newest | undefined> {
  const [demo] = (await api("GET", "/v1/demos", { ...one, ...asked })).items;
  if (demo === undefined) return undefined;
  const { name, tone } = demoState(demo);
  return { name: demo.name, id: demo.demo_id, tone, standing: name(), at: demo.created_at };
}

export async function newestRequirements(asked: Asked): Promise<Newest | undefined> {
  const [prd] = (await api("GET", "/v1/prds", { ...one, ...asked })).items;
  if (prd === undefined) return undefined;
  const isApproved = prd.status === "approved";
  return {
    name: prd.title,
    id: prd.prd_id,
    tone: isApproved ? "good" : "active",
    standing: isApproved ? m.requirements_approved() : m.requirements_draft(),
    at: prd.updated_at,
  };
}

export async function newestPricing(asked: Asked): Promise<Newest | undefined> {
  const [pricing] = (await api("GET", "/v1/pricing", { ...one, ...asked })).items;
  if (pricing === undefined) return undefined;
  return {
    name: pricing.name,
    id: pricing.pricing_id,
    tone: pricing.complete ? "good" : "warning",
    standing: pricing.complete ? m.pricing_all_known() : m.pricing_lower_bound(),
    at: pricing.created_at,
  };
}

export async function newestProposal(asked: Asked): Promise<Newest | undefined> {
  const [proposal] = (await api("GET", "/v1/proposals", { ...one, ...asked })).items;
  if (proposal === undefined) return undefined;
  const { tone, name } = proposalWords[proposal.status];
  return { name: proposal.title, tone, standing: name(), at: proposal.created_at };
}

export async function newestAutomation(asked: Asked): Promise<Newest | undefined> {
  const [run] = (await api("GET", "/v1/automation", { ...one, ...asked })).items;
  if (run === undefined) return undefined;
  const { name, tone } = statusWords[run.status];
  return { name: run.config, id: run.automation_id, tone, standing: name(), at: run.finished_at ?? run.requested_at };
}

/** The agent that answers, or the newest that does not yet. */
export async function newestAgent(asked: Asked): Promise<Newest | undefined> {
  const { items } = await api("GET", "/v1/configs", asked);
  const agent = items.find(({ active_version: version }) => version !== null) ?? items[0];
  if (agent === undefined) return undefined;
  const { active_version: version } = agent;
  return {
    name: agent.name,
    id: agent.name,
    tone: version === null ? "warning" : "good",
    standing: version === null ? m.client_agent_inactive() : m.client_agent_answers({ version }),
    at: agent.changed_at,
  };
}
