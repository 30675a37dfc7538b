export * from "./attachment.ts";
export * from "./content.ts";
export * from "./conversation.ts";
export * from "./event-type.ts";
export * from "./follow-ups.ts";
export * from "./handoff.ts";
export * from "./messages.ts";
export * from "./payments.ts";
