import { openVendorSpeech } from "../calls/open-speech.ts";
import { prepareSpeech } from "../providers/index.ts";
import { callJob } from "./call-job.ts";

// biome-ignore lint/style/noDefaultExport: LiveKit loads the file by its path and takes this export.
export default callJob(openVendorSpeech, prepareSpeech);
