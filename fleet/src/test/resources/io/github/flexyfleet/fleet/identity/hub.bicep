// The IoT Hub of fleet waterworks, written by flexy:identities:
//   az deployment group create --resource-group GROUP --template-file hub.bicep
@description('Name of the hub; its host is this name and .azure-devices.net')
param name string = 'acme-hub'
param location string = resourceGroup().location

resource hub 'Microsoft.Devices/IotHubs@2023-06-30' = {
  name: name
  location: location
  sku: {
    name: 'S1'
    capacity: 2
  }
  properties: {
    minTlsVersion: '1.2'
    eventHubEndpoints: {
      events: {
        retentionTimeInDays: 1
        partitionCount: 4
      }
    }
    routing: {
      // Whoever adds a route for some of the messages leaves this one as it is: each route gets a copy.
      routes: [
        {
          name: 'telemetry-to-events'
          source: 'DeviceMessages'
          condition: 'true'
          endpointNames: ['events']
          isEnabled: true
        }
      ]
      fallbackRoute: {
        name: '$fallback'
        source: 'DeviceMessages'
        condition: 'true'
        endpointNames: ['events']
        isEnabled: true
      }
    }
  }
}

// Five readers may share a consumer group; this one is for proof of arrival.
resource consumers 'Microsoft.Devices/IotHubs/eventHubEndpoints/ConsumerGroups@2023-06-30' = {
  name: '${hub.name}/events/flexyfleet'
  properties: {
    name: 'flexyfleet'
  }
}

output hostName string = hub.properties.hostName
