/** The tools that an entry of `type: calendar` creates. The bookings contract finds them by these names. */
export function calendarToolNames(entry: string) {
  return {
    find: `${entry}_find_slots`,
    book: `${entry}_book`,
    reschedule: `${entry}_reschedule`,
    cancel: `${entry}_cancel`,
    list: `${entry}_list`,
  } as const;
}

/** The names of the tools that one entry of `tools.available` creates, as far as other sections may name them. */
export function toolNamesOf({ name, type }: { readonly name: string; readonly type?: string }): readonly string[] {
  return type === "calendar" ? Object.values(calendarToolNames(name)) : [name];
}
