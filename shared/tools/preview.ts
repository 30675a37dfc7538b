/** What a person is shown before they agree to an effect. Amounts come from the tenant's data, never from the model. */
export interface Preview {
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
}
