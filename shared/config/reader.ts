/** Put in by the build (functions/hosts/build/config-reader.ts); run from source there is no such name. */
declare const CONFIG_READER: string;

/**
 * Stands for all code that turns YAML into a `TenantConfig`: another text of that code has another name. Undefined when
 * the product runs from source, where that code may change under a running data folder.
 */
export const configReader: string | undefined = typeof CONFIG_READER === "string" ? CONFIG_READER : undefined;
