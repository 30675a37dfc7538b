import { z } from "zod";
import type { Source } from "../../../../../shared/knowledge/source.ts";
import type { Tool } from "../../../../../shared/tools/tool.ts";
import { zodParameters } from "../../../../../shared/tools/tool-parameters.ts";
import type { OfferPick } from "./choice.ts";
import type { Product } from "./offer.ts";

/** The agent's briefing about an offer for one turn, and the sources its words may cite. */
export interface OfferBrief {
  readonly notes: readonly string[];
  readonly sources: readonly Source[];
  readonly tools: readonly Tool[];
}

export const responseTool = "record_offer_response";

/** Briefs the agent to make the offer. */
export function briefToOffer({ product, trigger }: OfferPick): OfferBrief {
  const source = sourceOf(product);
  const price =
    product.price_text === undefined
      ? "Name no price for it."
      : `Its price is the one in [[${source.id}]], and no other.`;
  const fits = trigger.action.replaceAll("_", " ");
  const note = `Answer the customer first. Then you may offer ${product.name} once, by its name, in one sentence and only where it fits naturally (${fits}). ${price} Do not press.`;
  return { notes: [note], sources: [source], tools: [] };
}

/** Briefs the agent about an earlier offer. `said` is the answer that the customer's message gives by itself. */
export function briefOpenOffer(product: Product, said: "accepted" | "declined" | null): OfferBrief {
  const sources = [sourceOf(product)];
  const { name } = product;
  if (said === "accepted") {
    const note = `The customer has accepted your offer of ${name}. Help them get it, at the price in [[${offerSourceId(product)}]].`;
    return { notes: [note], sources, tools: [] };
  }
  if (said === "declined")
    return {
      notes: [`The customer has declined your offer of ${name}. Do not bring it up again.`],
      sources,
      tools: [],
    };
  const note = `You have offered ${name} to this customer. When they accept or decline it, call ${responseTool} once. Do not bring it up again yourself.`;
  return { notes: [note], sources, tools: [recordOfferResponse] };
}

export function offerSourceId({ id }: Pick<Product, "id">): string {
  return `offer-${id}`;
}

/** The facts an offer may state: name, price and description from the configuration. */
function sourceOf(product: Product): Source {
  const price = product.price_text === undefined ? "" : `Price ${product.price_text}.`;
  const text = [price, product.description ?? ""].filter((part) => part !== "").join(" ");
  return { id: offerSourceId(product), title: product.name, text: text === "" ? product.name : text };
}

const recordOfferResponse: Tool = {
  name: responseTool,
  description: "Notes that the customer accepted or declined what you offered. Call it once, when they have said so.",
  parameters: zodParameters(z.object({ accepted: z.boolean() })),
  sideEffects: false,
  reconcile: "repeat",
  async execute({ accepted }) {
    const next = accepted === true ? "Help the customer get it now." : "Do not bring it up again.";
    return { content: { recorded: true, next } };
  },
};
