/** How far a long thing is, and what happens now. Without a total it only says that something happens. */
export function Progress({
  label,
  done,
  total,
}: {
  readonly label: string;
  readonly done?: number;
  readonly total?: number;
}) {
  const known = done !== undefined && total !== undefined && total > 0;
  return (
    <div className="progress" role="status">
      <span>{label}</span>
      <progress aria-label={label} {...(known ? { value: done, max: total } : {})} />
      {known && (
        <span className="quiet">
          {done}/{total}
        </span>
      )}
    </div>
  );
}
