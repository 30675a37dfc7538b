#!/bin/sh
# Run once per project by its owner. Enables the few APIs that Terraform itself needs, and creates the bucket
# of its state and the bucket of releases. Running it again changes nothing.
. "$(dirname "$0")/lib.sh"

need PROJECT_ID "the project to prepare"
need REGION "the region of the two buckets, such as asia-south1"

run gcloud services enable serviceusage.googleapis.com cloudresourcemanager.googleapis.com iam.googleapis.com \
  storage.googleapis.com --project="$PROJECT_ID"

for bucket in "$PROJECT_ID-terraform-state" "$PROJECT_ID-releases"; do
  if ! dry && gcloud storage buckets describe "gs://$bucket" >/dev/null 2>&1; then
    echo "gs://$bucket already exists"
    continue
  fi
  run gcloud storage buckets create "gs://$bucket" --project="$PROJECT_ID" --location="$REGION" \
    --uniform-bucket-level-access --public-access-prevention
  run gcloud storage buckets update "gs://$bucket" --versioning
done
