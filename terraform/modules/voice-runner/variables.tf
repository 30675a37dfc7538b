variable "project_id" {
  description = "The project the service runs in."
  type        = string
}

variable "project_number" {
  description = "The same project's number; part of the address Cloud Run gives."
  type        = string
}

variable "regions" {
  description = "A worker runs in each; LiveKit gives a job to the nearest."
  type        = list(string)
}

variable "image" {
  description = "Image of the voice runner, by digest or commit."
  type        = string
}

variable "settings" {
  description = "Size of an instance and how many there are in each region. One CPU carries about four calls."
  type = object({
    cpu           = optional(number, 4)
    memory_mb     = optional(number, 4096)
    concurrency   = optional(number, 16)
    min_instances = optional(number, 1)
    max_instances = optional(number, 10)
  })
  default = {}

  validation {
    condition     = var.settings.min_instances >= 1
    error_message = "A worker has to be there before a call comes: min_instances is at least 1."
  }
}

variable "environment" {
  description = "Environment variables. GCP_AUDIENCE is added."
  type        = map(string)
}

variable "secrets" {
  description = "Names of the platform secrets the worker reads."
  type        = list(string)
}

variable "secret_ids" {
  description = "Id of every platform secret, by name."
  type        = map(string)
}

variable "delete_protection" {
  description = "Refuses to delete the service."
  type        = bool
}

variable "labels" {
  description = "Labels of the service."
  type        = map(string)
  default     = {}
}
