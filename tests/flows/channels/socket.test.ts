import { flow } from "../stage/flow.ts";
import { socketFlows } from "./socket.ts";

// The speech that every machine has.
socketFlows(flow(undefined, { SPEECH_PROVIDER: "embedded", MODELS_DIR: "/nonexistent" }));
