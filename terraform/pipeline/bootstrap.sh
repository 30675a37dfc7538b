#!/bin/sh
# Run once per project by its owner. Enables the few APIs that Terraform itself needs, and creates the bucket
# of its state and the bucket of releases. Running it again changes nothing. With BILLING_ACCOUNT it lets the deployer
# keep the budget, once the deployer exists: run it again after the first apply.
. "$(dirname "$0")/lib.sh"

need PROJECT_ID "the project to prepare"
need BUCKETS_LOCATION "where the two buckets are: asia, eu or us. A multi-region is there when one of its regions is lost"

run gcloud services enable serviceusage.googleapis.com cloudresourcemanager.googleapis.com iam.googleapis.com \
  storage.googleapis.com cloudbilling.googleapis.com billingbudgets.googleapis.com --project="$PROJECT_ID"

for bucket in "$PROJECT_ID-terraform-state" "$PROJECT_ID-releases"; do
  if ! dry && gcloud storage buckets describe "gs://$bucket" >/dev/null 2>&1; then
    echo "gs://$bucket already exists"
    continue
  fi
  run gcloud storage buckets create "gs://$bucket" --project="$PROJECT_ID" --location="$BUCKETS_LOCATION" \
    --uniform-bucket-level-access --public-access-prevention
  run gcloud storage buckets update "gs://$bucket" --versioning
done

deployer="deployer@$PROJECT_ID.iam.gserviceaccount.com"
if [ -n "${BILLING_ACCOUNT:-}" ]; then
  if dry || gcloud iam service-accounts describe "$deployer" --project="$PROJECT_ID" >/dev/null 2>&1; then
    run gcloud billing accounts add-iam-policy-binding "$BILLING_ACCOUNT" --member="serviceAccount:$deployer" \
      --role=roles/billing.costsManager --condition=None
  else
    echo "$deployer does not exist yet. Run this again after the first apply, so that it may keep the budget"
  fi
fi
