/** The local model's file in the folder of models. */
export const localModelFile = "multilingual-e5-small-q4.bin";
