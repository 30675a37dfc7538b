/* The sound of a call, on the browser's audio thread: the microphone resampled to 16 kHz, and the agent's speech. */

const sentRate = 16_000;
/** 40 ms, the frame that is sent. */
const frameSamples = 640;
/** Zero crossings of the filter on each side: enough that nothing above 8 kHz folds into speech. */
const crossings = 8;
const reportMs = 100;

/** Resamples by a windowed sinc (ccrma.stanford.edu/~jos/resample), because not every browser captures at 16 kHz. */
class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.step = sampleRate / sentRate;
    this.half = Math.ceil(crossings * Math.max(1, this.step));
    this.history = new Float32Array(this.half * 2);
    this.position = this.half;
    this.frame = new Int16Array(frameSamples);
    this.filled = 0;
    this.weights = new Map();
  }

  process([[input]]) {
    if (input === undefined) return true;
    const samples = new Float32Array(this.history.length + input.length);
    samples.set(this.history);
    samples.set(input, this.history.length);
    while (this.position + this.half < samples.length) {
      this.add(this.sampleAt(samples));
      this.position += this.step;
    }
    const from = samples.length - this.half * 2;
    this.history = samples.slice(from);
    this.position -= from;
    return true;
  }

  sampleAt(samples) {
    const whole = Math.floor(this.position);
    const weights = this.weightsOf(Math.round((this.position - whole) * 1_024));
    let sum = 0;
    for (let tap = 0; tap < weights.length; tap += 1) sum += samples[whole - this.half + 1 + tap] * weights[tap];
    return sum;
  }

  weightsOf(phase) {
    const known = this.weights.get(phase);
    if (known) return known;
    const cutoff = Math.min(1, 1 / this.step);
    const weights = Float32Array.from({ length: this.half * 2 }, (_, tap) => {
      const distance = tap - this.half + 1 - phase / 1_024;
      const x = Math.PI * distance * cutoff;
      const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / this.half);
      return (x === 0 ? 1 : Math.sin(x) / x) * cutoff * window;
    });
    this.weights.set(phase, weights);
    return weights;
  }

  add(sample) {
    this.frame[this.filled] = Math.max(-1, Math.min(1, sample)) * 32_767;
    this.filled += 1;
    if (this.filled < frameSamples) return;
    this.port.postMessage(this.frame.buffer, [this.frame.buffer]);
    this.frame = new Int16Array(frameSamples);
    this.filled = 0;
  }
}

/** Plays segments of speech in order, and reports how far each was played. */
class Speaker extends AudioWorkletProcessor {
  constructor() {
    super();
    this.queue = [];
    this.segment = 0;
    this.played = 0;
    this.reported = 0;
    this.paused = false;
    this.port.onmessage = ({ data }) => this.handle(data);
  }

  handle({ type, segment, pcm }) {
    if (type === "audio") this.queue.push({ samples: new Int16Array(pcm), at: 0 });
    else if (type === "speech") this.begin(segment);
    else if (type === "clear") {
      this.queue = [];
      this.paused = false;
      this.report(true);
    } else this.paused = type === "pause";
  }

  begin(segment) {
    this.queue = [];
    this.segment = segment;
    this.played = 0;
    this.reported = 0;
    this.paused = false;
  }

  process(_inputs, [[output]]) {
    for (let index = 0; index < output.length && !this.paused; ) {
      const [next] = this.queue;
      if (next === undefined) break;
      const count = Math.min(output.length - index, next.samples.length - next.at);
      for (let offset = 0; offset < count; offset += 1)
        output[index + offset] = next.samples[next.at + offset] / 32_768;
      index += count;
      next.at += count;
      this.played += count;
      if (next.at === next.samples.length) this.queue.shift();
    }
    const isNews = this.played > this.reported;
    const isDue = this.played - this.reported >= (reportMs / 1000) * sampleRate || this.queue.length === 0;
    if (isNews && isDue) this.report(false);
    return true;
  }

  report(final) {
    this.reported = this.played;
    this.port.postMessage({ segment: this.segment, ms: (this.played / sampleRate) * 1000, final });
  }
}

registerProcessor("call-microphone", Microphone);
registerProcessor("call-speaker", Speaker);
