import { ScriptedStt } from "../../voice-runner/providers/scripted/scripted-stt.ts";
import { ScriptedTts } from "../../voice-runner/providers/scripted/scripted-tts.ts";
import { ScriptedVad } from "../../voice-runner/providers/scripted/scripted-vad.ts";
import { callJob } from "../../voice-runner/worker/call-job.ts";
import { script } from "./script.ts";

// biome-ignore lint/style/noDefaultExport: LiveKit loads the file by its path and takes this export.
export default callJob(async () => ({
  openSpeech: async () => ({
    stt: new ScriptedStt({ script }),
    tts: new ScriptedTts(),
    vad: new ScriptedVad(),
    hears: true,
    speakIn: () => undefined,
  }),
}));
