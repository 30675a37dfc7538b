/**
 * What the graph uses of LangGraph. Imported lazily through this file rather than as packages, so that the bundle holds
 * these and what they need, and no more (docs/deployment.md).
 */
export { Annotation, Command, START, StateGraph } from "@langchain/langgraph";
