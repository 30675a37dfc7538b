/**
 * The parts of LangGraph that the graph uses. They are imported lazily through this file, so that the bundle contains
 * only these parts and their dependencies (docs/deployment.md).
 */
export { Annotation, Command, START, StateGraph } from "@langchain/langgraph";
