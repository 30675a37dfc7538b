#!/bin/sh
# Packs the output of `npm run build` and uploads it once under the commit's name.
. "$(dirname "$0")/lib.sh"
only_when_applying

need PROJECT_ID "the project to deploy to"
need RELEASE "the commit that is released"
source="${RELEASE_DIR:-$root/dist-functions}"
target="gs://$PROJECT_ID-releases/functions-$RELEASE.zip"

dry || [ -f "$source/package.json" ] || fail "$source/package.json does not exist. Run npm run build first"
if ! dry && gcloud storage objects describe "$target" >/dev/null 2>&1; then
  echo "$target already exists"
  exit 0
fi

run python3 -c 'import shutil, sys; shutil.make_archive(sys.argv[2], "zip", sys.argv[1])' "$source" "$state/functions-$RELEASE"
# Never overwrites: a release must stay what was tested.
run gcloud storage cp --no-clobber "$state/functions-$RELEASE.zip" "$target"
