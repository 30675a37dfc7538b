import { calculate } from "../../engines/pricing/model/calculate.ts";
import { datedInputs } from "../../engines/pricing/model/inputs.fixture.ts";
import { type Offer, proposalContents } from "../../engines/pricing/proposals/contents.ts";
import type { Proposal } from "../../engines/pricing/proposals/proposal.ts";
import type { OpenedProposal } from "../../engines/pricing/proposals/public-proposals.ts";

const terms = { discount: 0.1, setup_fee: "5000", tax: { name: "GST", percent: "18", parts: ["CGST", "SGST"] } };
const at = "2026-11-29T10:00:00.000Z";

/** A proposal of a monthly fee and a price for each conversation, as its link opens it. */
export function openedProposal(change: Partial<Offer> = {}, status: Proposal["status"] = "open"): OpenedProposal {
  const inputs = datedInputs({
    terms,
    price_models: [{ kind: "hybrid", unit: "conversation", base: "25000", price: "9.5" }],
  });
  const result = calculate(inputs);
  if ("code" in result) throw new Error(result.detail);
  const [quote] = result.quotes;
  if (quote === undefined) throw new Error("There is no quote.");
  const offer: Offer = {
    client_name: "Asha & Sons",
    sender: "Setu",
    title: "Chats",
    introduction: "One.\n\nTwo.",
    language: "en",
    validUntil: "2026-12-29T10:00:00.000Z",
    ...change,
  };
  const contents = proposalContents(offer, { quote, inputs, contacts: result.contacts, hash: "f00" });
  const proposal: Proposal = {
    offer: {
      proposalId: "p1",
      pricingId: "c1",
      pricingVersion: 1,
      language: offer.language,
      clientName: "",
      title: "",
      currency: "INR",
      totalMinor: 1,
      contents: "",
      hash: "abc123",
      linkId: "l",
      by: "ravi",
      at,
      validUntil: offer.validUntil,
    },
    status,
    acceptance: status === "accepted" ? { name: "<b>Asha</b>", at, hash: "abc123" } : null,
    withdrawal: null,
    updatedAt: at,
  };
  return { contents, proposal, standing: status };
}
