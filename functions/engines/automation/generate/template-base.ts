import type { ConfigObject } from "./placement.ts";
import { knowledgeTool, ticketTool } from "./registry.ts";

/**
 * What a template gives to every client of its industry. Its example knowledge, rows, products and appointments are
 * only examples, so none of them reaches a client's customers.
 */
export function templateBase(template: ConfigObject): ConfigObject {
  const { knowledge: _knowledge, tables: _tables, business_logic: rules, ...rest } = template;
  const { cross_sell: _crossSell, ...kept } = (rules ?? {}) as ConfigObject;
  return { ...rest, tools: { available: [knowledgeTool.entry, ticketTool.entry] }, business_logic: kept };
}
