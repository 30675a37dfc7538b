import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from "react";
import { m } from "#messages";
import { Progress } from "../../../components/progress.tsx";
import type { YamlEditorProps } from "./yaml-editor.tsx";

const YamlEditor = lazy(async () => ({ default: (await import("./yaml-editor.tsx")).YamlEditor }));

/** The editor, whose code is loaded once its place is seen: a telephone shows the form in front of it. */
export function LazyYamlEditor(props: YamlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  if (!useSeen(place)) return <div ref={place} className="yaml-editor" />;
  return (
    <Suspense
      fallback={
        <div className="yaml-editor">
          <Progress label={m.loading()} />
        </div>
      }
    >
      <YamlEditor {...props} />
    </Suspense>
  );
}

/** True from the moment at which any of the element is on the screen. */
function useSeen(element: RefObject<Element | null>): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (isSeen || element.current === null) return;
    const watcher = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    watcher.observe(element.current);
    return () => watcher.disconnect();
  }, [element, isSeen]);
  return isSeen;
}
