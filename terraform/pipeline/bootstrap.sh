#!/bin/sh
# Once for each project, by a person who owns it: switches on the few APIs Terraform itself needs, and makes the bucket
# of its state and the bucket of releases. Running it again changes nothing.
. "$(dirname "$0")/lib.sh"

need PROJECT_ID "the project to prepare"
need REGION "where the two buckets are kept, such as asia-south1"

run gcloud services enable serviceusage.googleapis.com cloudresourcemanager.googleapis.com iam.googleapis.com \
  storage.googleapis.com --project="$PROJECT_ID"

for bucket in "$PROJECT_ID-terraform-state" "$PROJECT_ID-releases"; do
  if ! dry && gcloud storage buckets describe "gs://$bucket" >/dev/null 2>&1; then
    echo "gs://$bucket is there already"
    continue
  fi
  run gcloud storage buckets create "gs://$bucket" --project="$PROJECT_ID" --location="$REGION" \
    --uniform-bucket-level-access --public-access-prevention
  run gcloud storage buckets update "gs://$bucket" --versioning
done
