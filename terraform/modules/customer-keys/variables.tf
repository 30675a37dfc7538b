variable "project_id" {
  description = "The project that holds the keys."
  type        = string
}

variable "project_number" {
  description = "The same project's number; part of the name of Cloud Storage's agent."
  type        = string
}

variable "pubsub_agent" {
  description = "Member string of the Pub/Sub service agent."
  type        = string
}

variable "keys" {
  description = "Each key's location, and the service whose agent uses it: firestore, pubsub, secretmanager or storage."
  type        = map(object({ location = string, agent = string }))

  validation {
    condition     = alltrue([for key in values(var.keys) : contains(["firestore", "pubsub", "secretmanager", "storage"], key.agent)])
    error_message = "Agents are: firestore, pubsub, secretmanager, storage."
  }
}

variable "protection_level" {
  description = "SOFTWARE or HSM."
  type        = string
}

variable "labels" {
  description = "Labels of the keys."
  type        = map(string)
  default     = {}
}
