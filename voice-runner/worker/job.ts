import { callJob } from "./call-job.ts";

// biome-ignore lint/style/noDefaultExport: LiveKit loads the file by its path and takes this export.
export default callJob(async () => {
  const [{ openVendorSpeech }, { prepareSpeech }] = await Promise.all([
    import("../calls/open-speech.ts"),
    import("../providers/index.ts"),
  ]);
  return { openSpeech: openVendorSpeech, prepareSpeech };
});
