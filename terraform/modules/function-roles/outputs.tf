output "project_grants" {
  description = "Roles granted on the project, each with the condition that restricts it to a resource."
  value = [
    for grant in concat(google_project_iam_member.documents, google_project_iam_member.tenant_secrets) :
    { role = grant.role, condition = grant.condition[0].expression }
  ]
}
