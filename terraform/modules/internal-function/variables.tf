variable "project_id" {
  description = "The project that contains everything."
  type        = string
}

variable "project_number" {
  description = "The same project's number."
  type        = string
}

variable "regions" {
  description = "The regions of the function."
  type        = list(string)
}

variable "home_region" {
  description = "The region whose function Cloud Scheduler calls."
  type        = string

  validation {
    condition     = contains(var.regions, var.home_region)
    error_message = "home_region must be one of regions."
  }
}

variable "settings" {
  description = "An entry of kind scheduled, task or dead-letter of terraform/functions.json."
  type = object({
    name           = string
    entryPoint     = optional(string)
    memoryMb       = number
    cpu            = number
    concurrency    = number
    minInstances   = number
    maxInstances   = number
    timeoutSeconds = number
    secrets        = list(string)
    callsTenants   = optional(bool, false)
  })
}

variable "jobs" {
  description = "Entries of scheduledJobs that call this function; schedules are in UTC."
  type = list(object({
    name     = string
    schedule = string
  }))
}

variable "caller" {
  description = "The service account of calls by Google's services; only it may call the function."
  type = object({
    email  = string
    member = string
  })
}

variable "environment" {
  description = "Environment variables of the function. GCP_AUDIENCE is added."
  type        = map(string)
}

variable "secret_ids" {
  description = "Id of every platform secret, by name."
  type        = map(string)
}

variable "release" {
  description = "The archive of npm run build, in Cloud Storage."
  type = object({
    bucket = string
    object = string
  })
}

variable "build" {
  description = "Output `build` of the artifacts module."
  type = object({
    service_account     = string
    docker_repositories = map(string)
  })
}

variable "all_traffic_on_latest_revision" {
  description = "False leaves traffic on the revision that the pipeline pinned, until its canary moves it (see terraform/README.md)."
  type        = bool
}

variable "labels" {
  description = "Labels of all resources of this module."
  type        = map(string)
  default     = {}
}

variable "egress_connectors" {
  description = "The connector with fixed addresses in each region, for functions that call tenants' servers; empty for none."
  type        = map(string)
  default     = {}
}
